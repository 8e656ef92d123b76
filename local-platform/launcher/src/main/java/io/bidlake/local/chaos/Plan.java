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
    Dealer dealer = new Dealer(new Dice(seed));
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(dealer.next());
    }
    return new Plan(List.copyOf(steps));
  }

  private static final class Dealer {
    private final Dice dice;
    private final Iterator<Kind> kinds;
    private final Iterator<ServiceName> killed;
    private final Iterator<ServiceName> killedInRestart;
    private final Iterator<ServiceName> frozen;
    private final Iterator<List<ServiceName>> killedPairs;
    private final Iterator<List<ServiceName>> frozenPairs;
    private final Iterator<List<ServiceName>> mixedPairs;
    private final Iterator<Toxic> catalogToxics;
    private final Iterator<Toxic> s3Toxics;
    private final Iterator<ServiceName> disks;
    private final Iterator<Topic<?>> topics;
    private final Iterator<String> jobs;
    private final Map<String, Integer> tasks = new HashMap<>();

    Dealer(Dice dice) {
      this.dice = dice;
      this.kinds = dice.deck(List.of(Kind.values()));
      this.killed = dice.deck(PROCESSES);
      this.killedInRestart = dice.deck(PROCESSES);
      this.frozen = dice.deck(PROCESSES);
      this.killedPairs = dice.deck(PAIRS);
      this.frozenPairs = dice.deck(PAIRS);
      this.mixedPairs = dice.deck(PAIRS);
      this.catalogToxics = dice.deck(TOXICS);
      this.s3Toxics = dice.deck(TOXICS);
      this.disks = dice.deck(List.of(ServiceName.S3, ServiceName.ICEBERG_REST));
      this.topics = dice.deck(ExampleTopics.WITH_OTHERS);
      this.jobs = dice.deck(Jobs.names());
    }

    Step next() {
      Duration pause = Duration.ofMillis(dice.between(0, 3_000));
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
        case BAD_EVENTS -> Faults.badEvents(dice.between(10, 50));
        case ADD_PARTITION -> Faults.addPartition(topics.next());
        case RESCALE -> rescale(jobs.next());
      };
    }

    private Fault killInRestart(ServiceName first) {
      ServiceName second = dice.even() ? first : killedInRestart.next();
      return Faults.killInRestart(
          first, second, dice.time(Duration.ofMillis(100), Duration.ofSeconds(8)));
    }

    private Fault killBesideFrozen(List<ServiceName> pair) {
      boolean swap = dice.even();
      return Faults.killBesideFrozen(pair.get(swap ? 1 : 0), pair.get(swap ? 0 : 1), freezeTime());
    }

    private Fault wrongClock() {
      Duration hours = Duration.ofMinutes(dice.between(30, 600));
      return Faults.wrongClock(
          dice.even() ? hours : hours.negated(), Duration.ofSeconds(dice.between(5, 15)));
    }

    /** Never with the same parallelism as before. */
    private Fault rescale(String job) {
      int before = tasks.getOrDefault(job, CLUSTER_DEFAULT);
      int other = dice.between(1, MOST_TASKS - 1);
      int next = other < before ? other : other + 1;
      tasks.put(job, next);
      return Faults.rescale(job, next);
    }

    private Duration freezeTime() {
      return dice.time(SHORTEST_FREEZE, LONGEST_FREEZE);
    }

    private Duration outage() {
      return dice.time(SHORTEST_FREEZE, Duration.ofSeconds(30));
    }
  }
}
