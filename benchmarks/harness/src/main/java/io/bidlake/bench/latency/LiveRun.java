package io.bidlake.bench.latency;

import io.bidlake.bench.contender.Attempt;
import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.data.Census;
import io.bidlake.bench.data.KafkaTopics;
import io.bidlake.bench.data.LiveGenerator;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.ingest.Workload;
import io.bidlake.bench.measure.UsageSampler;
import io.bidlake.bench.platform.BenchLake;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.platform.Folders;
import io.bidlake.bench.run.Pace;
import io.bidlake.model.Topics;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A run of a job while events arrive in real time, at one rate. */
final class LiveRun {

  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** One table for each frequent kind of event. */
  private static final List<TableDefinition<?>> READ =
      List.of(Tables.BID_REQUESTS_ENRICHED, Tables.BID_RESPONSES, Tables.IMPRESSIONS);

  private final BenchPlatform platform;
  private final Candidate candidate;
  private final Pace pace;

  LiveRun(BenchPlatform platform, Candidate candidate, Pace pace) {
    this.platform = platform;
    this.candidate = candidate;
    this.pace = pace;
  }

  /** The result of a run. */
  record Seen(LiveLoad load, Latencies latencies) {}

  /**
   * Starts the job and the generator, and measures them after a warm-up.
   *
   * @param name the name of the run, with which the names of its topics start
   * @param requestsPerSecond the rate of the generator
   * @param measured the duration of the measurement
   */
  Seen observe(String name, double requestsPerSecond, Duration measured) throws Exception {
    Traffic traffic = Traffic.live(name, requestsPerSecond);
    Task task = pace.task(platform, name, candidate.contender().name(), 1, traffic);
    try (KafkaTopics topics = new KafkaTopics(platform.addresses().kafka());
        BenchLake lake = new BenchLake(platform.addresses(), task.namespace(), Census.TABLES)) {
      topics.createMissing(traffic.names());
      lake.create();
      try {
        LiveLoad load = run(task, topics, lake, measured);
        Latencies latencies = new Latencies(load.fromMillis(), load.toMillis());
        READ.forEach(it -> CommittedRows.read(it.name(), lake.table(it), latencies));
        return new Seen(load, latencies);
      } finally {
        lake.drop();
        topics.delete(traffic.names());
        Folders.delete(task.folder());
      }
    }
  }

  private LiveLoad run(Task task, KafkaTopics topics, BenchLake lake, Duration measured)
      throws Exception {
    List<String> names = task.traffic().names();
    try (Attempt attempt = candidate.start(task)) {
      LiveLoad load = send(attempt, task, topics, measured);
      long sent = topics.written(names);
      await(
          attempt,
          () -> topics.committed(task.group(), names) == sent,
          "commit the %d events that were sent".formatted(sent));
      Map<String, Long> rows = Workload.of(platform, task.traffic()).rows();
      await(attempt, () -> lake.rows().equals(rows), "write %s".formatted(rows));
      return load;
    }
  }

  private LiveLoad send(Attempt attempt, Task task, KafkaTopics topics, Duration measured)
      throws Exception {
    List<String> requests = List.of(task.traffic().nameOf(Topics.BID_REQUESTS));
    try (LiveGenerator generator = LiveGenerator.start(platform, task.traffic());
        UsageSampler sampler =
            UsageSampler.start(attempt::processes, () -> othersAnd(generator.processId()))) {
      await(
          attempt,
          () -> {
            generator.requireAlive();
            return topics.written(requests) > 0;
          },
          "see the generator send");
      pause(attempt, generator, WARM_UP);
      long from = System.currentTimeMillis();
      long before = topics.written(requests);
      pause(attempt, generator, measured);
      long to = System.currentTimeMillis();
      long received = topics.written(requests) - before;
      // So that the load continues until all rows that count are committed.
      pause(attempt, generator, task.commitInterval().plus(POLL));
      return new LiveLoad(
          from, to, received, sampler.log().benchmarkCpu(from, to), sampler.log().cores());
    }
  }

  private Collection<Long> othersAnd(long processId) {
    List<Long> all = new ArrayList<>(platform.otherProcesses());
    all.add(processId);
    return all;
  }

  private void pause(Attempt attempt, LiveGenerator generator, Duration time)
      throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    long left = time.toMillis();
    while (left > 0) {
      generator.requireAlive();
      attempt.requireAlive(candidate.contender().name());
      Thread.sleep(Math.min(left, POLL.toMillis()));
      left = Duration.ofNanos(end - System.nanoTime()).toMillis();
    }
  }

  private void await(Attempt attempt, BooleanSupplier reached, String what)
      throws InterruptedException {
    long begin = System.nanoTime();
    while (!reached.getAsBoolean()) {
      attempt.requireAlive(candidate.contender().name());
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "%s must %s, has not within %d s"
                .formatted(candidate.contender().name(), what, PATIENCE.toSeconds()));
      }
      Thread.sleep(POLL.toMillis());
    }
  }
}
