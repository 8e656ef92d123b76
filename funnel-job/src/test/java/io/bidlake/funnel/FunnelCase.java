package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.funnel.UncountedEvent.Place;
import io.bidlake.tables.LateEvent.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.flink.types.RowKind;

/** One random input, run in one random way, with crashes. All of it follows from the seed. */
final class FunnelCase {

  private static final Map<Duration, FunnelOperators> OPERATORS = new ConcurrentHashMap<>();
  private static final int[] PARALLELISMS = {1, 3, 1, 3, 2, 4};

  private final Random random;
  private final Arrivals arrivals;
  private final Duration lateness;
  private final RandomFunnels input;
  private int crashes;

  FunnelCase(long seed) {
    random = new Random(seed * 1_000_003 + 17);
    arrivals = random.nextInt(5) < 2 ? Arrivals.LATE : Arrivals.ON_TIME;
    Copies copies = arrivals == Arrivals.LATE ? Copies.WHILE_KEPT : Copies.ANY;
    Duration drawn = Duration.ofMinutes(random.nextInt(3) == 0 ? 10 : 60);
    if (random.nextInt(5) == 0) {
      copies = Copies.EQUAL;
      drawn = arrivals == Arrivals.LATE ? Duration.ofMinutes(1) : Duration.ZERO;
    }
    lateness = drawn;
    input =
        new RandomFunnels(random, new RandomRequest(random, TestEvents.STAGES, copies), arrivals);
  }

  /** Runs it and throws if the result is not that of the oracle. */
  FunnelRun check() throws Exception {
    FunnelRun run = run();
    Set<Place> dropped =
        run.late().stream()
            .filter(late -> !late.is(Reason.ORPHAN))
            .map(UncountedEvent::place)
            .collect(Collectors.toSet());
    List<FunnelEvent> counting =
        input.all().stream().filter(event -> !dropped.contains(Place.of(event))).toList();
    FunnelOracle truth = new FunnelOracle(TestEvents.STAGES, counting);

    assertThat(ChangedTable.after(run.changes()).rows()).isEqualTo(truth.rows());
    assertThat(run.late(Reason.ORPHAN))
        .extracting(UncountedEvent::id)
        .hasSameElementsAs(truth.orphans());
    assertThat(run.late()).extracting(UncountedEvent::place).doesNotHaveDuplicates();
    assertThat(run.late(Reason.LATE))
        .allSatisfy(
            late -> assertThat(late.lateness()).isGreaterThanOrEqualTo(lateness.toMillis()));
    assertThat(run.late(Reason.AHEAD))
        .extracting(UncountedEvent::place)
        .containsExactlyInAnyOrderElementsOf(
            input.all().stream().filter(event -> event.ahead).map(Place::of).toList());
    assertThat(run.leftBehind()).as("state and timers at the end").isZero();
    if (arrivals == Arrivals.ON_TIME) {
      assertThat(run.changes()).allMatch(change -> change.kind() == RowKind.INSERT);
      assertThat(run.late(Reason.LATE)).isEmpty();
      assertThat(run.late(Reason.ORPHAN)).extracting(UncountedEvent::id).doesNotHaveDuplicates();
    }
    return run;
  }

  private FunnelRun run() throws Exception {
    SimulatedCheckpoint start = SimulatedCheckpoint.NONE;
    for (crashes = random.nextInt(3); crashes > 0; crashes--) {
      start = crashAfter(start);
    }
    SimulatedJob job = job(start);
    try {
      return job.finish();
    } finally {
      job.close();
    }
  }

  private SimulatedCheckpoint crashAfter(SimulatedCheckpoint start) throws Exception {
    SimulatedJob job = job(start);
    try {
      job.run(random.nextInt(12 * (1 + input.all().size())));
      SimulatedCheckpoint checkpoint = job.checkpoint();
      job.run(random.nextInt(200));
      return checkpoint;
    } finally {
      job.close();
    }
  }

  private SimulatedJob job(SimulatedCheckpoint start) throws Exception {
    int parallelism = PARALLELISMS[random.nextInt(PARALLELISMS.length)];
    return new SimulatedJob(operators(lateness), input, start, parallelism, random);
  }

  private static FunnelOperators operators(Duration lateness) {
    return OPERATORS.computeIfAbsent(
        lateness,
        key -> {
          try {
            return new FunnelOperators(TestEvents.STAGES, key);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
