package io.bidlake.local.chaos;

import io.bidlake.local.chaos.Fault.Kind;
import io.bidlake.local.chaos.proxy.Toxic;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.Jobs;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * All faults of a run, determined by the seed alone. Each kind occurs once before any occurs again;
 * the same holds for the targets of a kind.
 */
record Plan(List<Step> steps) {
  /** A fault, and the pause before it. */
  record Step(Duration pause, Fault fault) {}

  private static final List<ServiceName> PROCESSES =
      Arrays.stream(ServiceName.values()).filter(name -> name != ServiceName.TRINO).toList();
  private static final List<List<ServiceName>> PAIRS =
      PROCESSES.stream()
          .flatMap(
              one ->
                  PROCESSES.stream()
                      .filter(other -> other.compareTo(one) > 0)
                      .map(other -> List.of(one, other)))
          .toList();
  private static final List<Toxic> TOXICS =
      Arrays.stream(Toxic.values()).filter(toxic -> toxic != Toxic.NONE).toList();
  private static final Duration SHORTEST_FREEZE = Duration.ofSeconds(2);
  private static final Duration LONGEST_FREEZE = Duration.ofMinutes(1);

  /** The parallelism of a job at its start, as in Flink's configuration. */
  private static final int CLUSTER_DEFAULT = 2;

  /** The highest parallelism for which the TaskManager's slots suffice, with all jobs at once. */
  private static final int MOST_TASKS = 3;

  /** The first {@code count} faults of this seed. */
  static Plan of(long seed, int count) {
    Dealer dealer = new Dealer(seed);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(dealer.next());
    }
    return new Plan(List.copyOf(steps));
  }

  private static final class Dealer extends Dice {
    private final Iterator<Kind> kinds = deck(List.of(Kind.values()));
    private final Iterator<ServiceName> killed = deck(PROCESSES);
    private final Iterator<ServiceName> killedInRestart = deck(PROCESSES);
    private final Iterator<ServiceName> frozen = deck(PROCESSES);
    private final Iterator<List<ServiceName>> killedPairs = deck(PAIRS);
    private final Iterator<List<ServiceName>> frozenPairs = deck(PAIRS);
    private final Iterator<List<ServiceName>> mixedPairs = deck(PAIRS);
    private final Iterator<Toxic> catalogToxics = deck(TOXICS);
    private final Iterator<Toxic> s3Toxics = deck(TOXICS);
    private final Iterator<ServiceName> disks =
        deck(List.of(ServiceName.S3, ServiceName.ICEBERG_REST));
    private final Iterator<Topic<?>> topics = deck(ExampleTopics.WITH_OTHERS);
    private final Iterator<String> jobs = deck(Jobs.names());
    private final Map<String, Integer> tasks = new HashMap<>();

    Dealer(long seed) {
      super(seed);
    }

    Step next() {
      Duration pause = Duration.ofMillis(between(0, 3_000));
      return new Step(pause, fault(kinds.next()));
    }

    private Fault fault(Kind kind) {
      return switch (kind) {
        case KILL -> Faults.kill(List.of(killed.next()));
        case KILL_TWO -> Faults.kill(killedPairs.next());
        case KILL_IN_RESTART -> killInRestart(killedInRestart.next());
        case FREEZE -> Faults.freeze(List.of(frozen.next()), freezeTime());
        case FREEZE_TWO -> Faults.freeze(frozenPairs.next(), freezeTime());
        case KILL_BESIDE_FROZEN -> killBesideFrozen(mixedPairs.next());
        case CATALOG_NETWORK ->
            Faults.network(PortSetting.ICEBERG_REST, catalogToxics.next(), outage());
        case S3_NETWORK -> Faults.network(PortSetting.S3, s3Toxics.next(), outage());
        case FULL_DISK -> Faults.fullDisk(disks.next(), outage());
        case WRONG_CLOCK -> wrongClock();
        case BAD_EVENTS -> Faults.badEvents(between(10, 50));
        case ADD_PARTITION -> Faults.addPartition(topics.next());
        case RESCALE -> rescale(jobs.next());
      };
    }

    private Fault killInRestart(ServiceName first) {
      ServiceName second = even() ? first : killedInRestart.next();
      return Faults.killInRestart(
          first, second, time(Duration.ofMillis(100), Duration.ofSeconds(8)));
    }

    private Fault killBesideFrozen(List<ServiceName> pair) {
      boolean swap = even();
      return Faults.killBesideFrozen(pair.get(swap ? 1 : 0), pair.get(swap ? 0 : 1), freezeTime());
    }

    private Fault wrongClock() {
      Duration hours = Duration.ofMinutes(between(30, 600));
      return Faults.wrongClock(
          even() ? hours : hours.negated(), Duration.ofSeconds(between(5, 15)));
    }

    /** Never with the same parallelism as before. */
    private Fault rescale(String job) {
      int before = tasks.getOrDefault(job, CLUSTER_DEFAULT);
      int other = between(1, MOST_TASKS - 1);
      int next = other < before ? other : other + 1;
      tasks.put(job, next);
      return Faults.rescale(job, next);
    }

    private Duration freezeTime() {
      return time(SHORTEST_FREEZE, LONGEST_FREEZE);
    }

    private Duration outage() {
      return time(SHORTEST_FREEZE, Duration.ofSeconds(30));
    }
  }
}
