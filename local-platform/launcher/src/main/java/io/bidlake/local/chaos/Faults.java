package io.bidlake.local.chaos;

import static java.util.stream.Collectors.joining;

import io.bidlake.local.chaos.Fault.Kind;
import io.bidlake.local.chaos.proxy.FaultyProxy;
import io.bidlake.local.chaos.proxy.Toxic;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.FlinkRest.StopOutcome;
import io.bidlake.local.flink.Job;
import io.bidlake.local.process.ServerProcess;
import io.bidlake.local.service.GeneratorService;
import io.bidlake.local.service.KafkaOffsets;
import io.bidlake.model.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The faults of a chaos run: of processes, of networks and disks, of senders and of operators. */
final class Faults {
  private static final Duration LONGEST_SENDING = Duration.ofSeconds(30);

  private Faults() {}

  /** {@code kill -9} of one process, or of two in immediate succession. */
  static Fault kill(List<ServiceName> targets) {
    return new Fault(
        targets.size() == 1 ? Kind.KILL : Kind.KILL_TWO,
        "kill " + names(targets),
        stage -> {
          for (ServiceName target : targets) {
            stage.victims().kill(target);
          }
        });
  }

  /**
   * A kill while the service of another kill is restarting.
   *
   * @param after the time from the start of the first service's next process
   */
  static Fault killInRestart(ServiceName first, ServiceName second, Duration after) {
    return new Fault(
        Kind.KILL_IN_RESTART,
        "kill %s, and %s %s after it starts again"
            .formatted(first, first == second ? "once more" : second, seconds(after)),
        stage -> {
          long killed = stage.victims().kill(first);
          stage.victims().process(first, killed);
          Thread.sleep(after.toMillis());
          stage.victims().kill(second);
        });
  }

  /** SIGSTOP, and SIGCONT after {@code time}. */
  static Fault freeze(List<ServiceName> targets, Duration time) {
    return new Fault(
        targets.size() == 1 ? Kind.FREEZE : Kind.FREEZE_TWO,
        "freeze %s for %s".formatted(names(targets), seconds(time)),
        stage -> {
          List<ServerProcess> frozen = stage.victims().freeze(targets);
          try {
            Thread.sleep(time.toMillis());
          } finally {
            stage.victims().thaw(frozen);
          }
        });
  }

  /**
   * A kill halfway through the freeze of another process, whose pending requests then reach the
   * killed service's next process.
   */
  static Fault killBesideFrozen(ServiceName killed, ServiceName frozen, Duration time) {
    return new Fault(
        Kind.KILL_BESIDE_FROZEN,
        "kill %s while %s is frozen for %s".formatted(killed, frozen, seconds(time)),
        stage -> {
          List<ServerProcess> still = stage.victims().freeze(List.of(frozen));
          try {
            Thread.sleep(time.toMillis() / 2);
            stage.victims().kill(killed);
            Thread.sleep(time.toMillis() / 2);
          } finally {
            stage.victims().thaw(still);
          }
        });
  }

  /** Requests of the jobs to a server go through a bad network. */
  static Fault network(PortSetting server, Toxic toxic, Duration time) {
    return new Fault(
        server == PortSetting.S3 ? Kind.S3_NETWORK : Kind.CATALOG_NETWORK,
        "%s %s for %s".formatted(server.service(), toxic, seconds(time)),
        stage -> {
          FaultyProxy proxy = Objects.requireNonNull(stage.proxies().get(server));
          proxy.set(toxic);
          try {
            Thread.sleep(time.toMillis());
          } finally {
            proxy.set(Toxic.NONE);
          }
        });
  }

  /**
   * Limits the size of the files that the server's process writes to 4 KiB: writes fail midway, as
   * on a full disk, and no privileges are needed. A new process of the server has no limit.
   */
  static Fault fullDisk(ServiceName server, Duration time) {
    return new Fault(
        Kind.FULL_DISK,
        "%s on a full disk for %s".formatted(server, seconds(time)),
        stage -> {
          long pid = stage.victims().process(server).pid();
          Victims.limitFiles(pid, "4096");
          try {
            Thread.sleep(time.toMillis());
          } finally {
            Victims.limitFiles(pid, "unlimited");
          }
        });
  }

  /** A sender whose clock is wrong sends for a while. */
  static Fault wrongClock(Duration ahead, Duration time) {
    return new Fault(
        Kind.WRONG_CLOCK,
        "a sender %d min %s for %s"
            .formatted(
                ahead.abs().toMinutes(), ahead.isNegative() ? "behind" : "ahead", seconds(time)),
        stage -> stage.send(Map.of("START", Instant.now().plus(ahead).toString()), time));
  }

  /** Events of the last two hours, with many poison, duplicate and late ones. */
  static Fault badEvents(int percent) {
    String rate = Double.toString(percent / 100.0);
    Map<String, String> settings =
        Map.of(
            "POISON_RATE",
            rate,
            "DUPLICATE_RATE",
            rate,
            "LATE_RATE",
            rate,
            "LATE_BY",
            "90m",
            "BACKFILL_HOURS",
            "2",
            GeneratorService.BACKFILL_ONLY,
            "true",
            "EVENTS_PER_SECOND",
            "0.1");
    return new Fault(
        Kind.BAD_EVENTS,
        "720 requests of the last two hours, %d %% poison, duplicate, late".formatted(percent),
        stage -> stage.send(settings, LONGEST_SENDING));
  }

  /** Stops a job with a savepoint and starts it from there with another parallelism. */
  static Fault rescale(String job, int tasks) {
    return new Fault(
        Kind.RESCALE,
        "stop %s with a savepoint, resume with parallelism %d".formatted(job, tasks),
        stage -> {
          Job next =
              stage.jobs().stream()
                  .filter(it -> it.name().equals(job))
                  .findFirst()
                  .orElseThrow()
                  .withParallelism(tasks);
          StopOutcome.requireSavepoint(job, stage.platform().stopJob(job));
          stage.platform().startJob(next);
        });
  }

  /** Adds a partition to a topic; it takes over some of the keys. */
  static Fault addPartition(Topic<?> topic) {
    return new Fault(
        Kind.ADD_PARTITION,
        "one more partition of " + topic.name(),
        stage -> {
          try (KafkaOffsets kafka = new KafkaOffsets(stage.config().addresses().kafka())) {
            kafka.addPartition(topic);
          }
        });
  }

  private static String names(List<ServiceName> targets) {
    return targets.stream().map(ServiceName::text).collect(joining(" and "));
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
