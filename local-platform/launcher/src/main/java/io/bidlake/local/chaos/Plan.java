package io.bidlake.local.chaos;

import io.bidlake.local.chaos.Fault.Kind;
import io.bidlake.local.chaos.OperatorFaults.AddPartition;
import io.bidlake.local.chaos.OperatorFaults.Rescale;
import io.bidlake.local.chaos.ProcessFaults.Freeze;
import io.bidlake.local.chaos.ProcessFaults.Kill;
import io.bidlake.local.chaos.ProcessFaults.KillBesideFrozen;
import io.bidlake.local.chaos.ProcessFaults.KillInRestart;
import io.bidlake.local.chaos.ResourceFaults.FullDisk;
import io.bidlake.local.chaos.ResourceFaults.Network;
import io.bidlake.local.chaos.SenderFaults.BadEvents;
import io.bidlake.local.chaos.SenderFaults.WrongClock;
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
      kinds = dice.deck(List.of(Kind.values()));
      killed = dice.deck(PROCESSES);
      killedInRestart = dice.deck(PROCESSES);
      frozen = dice.deck(PROCESSES);
      killedPairs = dice.deck(pairs());
      frozenPairs = dice.deck(pairs());
      mixedPairs = dice.deck(pairs());
      List<Toxic> toxics =
          Arrays.stream(Toxic.values()).filter(toxic -> toxic != Toxic.NONE).toList();
      catalogToxics = dice.deck(toxics);
      s3Toxics = dice.deck(toxics);
      disks = dice.deck(List.of(ServiceName.S3, ServiceName.ICEBERG_REST));
      topics = dice.deck(ExampleTopics.WITH_OTHERS);
      jobs = dice.deck(Jobs.names());
    }

    private static List<List<ServiceName>> pairs() {
      return PROCESSES.stream()
          .flatMap(
              one ->
                  PROCESSES.stream()
                      .filter(other -> other.compareTo(one) > 0)
                      .map(other -> List.of(one, other)))
          .toList();
    }

    Step next() {
      Duration pause = Duration.ofMillis(dice.between(0, 3_000));
      return new Step(pause, fault(kinds.next()));
    }

    private Fault fault(Kind kind) {
      return switch (kind) {
        case KILL -> new Kill(List.of(killed.next()));
        case KILL_TWO -> new Kill(killedPairs.next());
        case KILL_IN_RESTART -> killInRestart(killedInRestart.next());
        case FREEZE -> new Freeze(List.of(frozen.next()), freezeTime());
        case FREEZE_TWO -> new Freeze(frozenPairs.next(), freezeTime());
        case KILL_BESIDE_FROZEN -> killBesideFrozen(mixedPairs.next());
        case CATALOG_NETWORK -> network(PortSetting.ICEBERG_REST, catalogToxics.next());
        case S3_NETWORK -> network(PortSetting.S3, s3Toxics.next());
        case FULL_DISK -> new FullDisk(disks.next(), outage());
        case WRONG_CLOCK -> wrongClock();
        case BAD_EVENTS -> new BadEvents(dice.between(10, 50));
        case ADD_PARTITION -> new AddPartition(topics.next());
        case RESCALE -> rescale(jobs.next());
      };
    }

    private Fault killInRestart(ServiceName first) {
      ServiceName second = dice.even() ? first : killedInRestart.next();
      return new KillInRestart(
          first, second, dice.time(Duration.ofMillis(100), Duration.ofSeconds(8)));
    }

    private Fault killBesideFrozen(List<ServiceName> pair) {
      boolean swap = dice.even();
      return new KillBesideFrozen(pair.get(swap ? 1 : 0), pair.get(swap ? 0 : 1), freezeTime());
    }

    private Fault network(PortSetting server, Toxic toxic) {
      return new Network(server, toxic, outage());
    }

    private Fault wrongClock() {
      Duration hours = Duration.ofMinutes(dice.between(30, 600));
      return new WrongClock(
          dice.even() ? hours : hours.negated(), Duration.ofSeconds(dice.between(5, 15)));
    }

    /** Never with the same parallelism as before. */
    private Fault rescale(String job) {
      int before = tasks.getOrDefault(job, CLUSTER_DEFAULT);
      int other = dice.between(1, MOST_TASKS - 1);
      int next = other < before ? other : other + 1;
      tasks.put(job, next);
      return new Rescale(job, next);
    }

    private Duration freezeTime() {
      return dice.time(SHORTEST_FREEZE, LONGEST_FREEZE);
    }

    private Duration outage() {
      return dice.time(SHORTEST_FREEZE, Duration.ofSeconds(30));
    }
  }
}
