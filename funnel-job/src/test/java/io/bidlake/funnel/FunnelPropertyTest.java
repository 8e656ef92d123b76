package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.tables.LateEvent.Reason;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;

/**
 * Random funnels through the job's own operators, with crashes and changes of parallelism, against
 * the oracle. A case that fails names its seed; {@code -Dfunnel.seed=SEED} runs it alone.
 */
class FunnelPropertyTest {

  private static final int CASES = 1_200;

  private final LongAdder cases = new LongAdder();
  private final LongAdder inserts = new LongAdder();
  private final LongAdder updates = new LongAdder();
  private final LongAdder deletes = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final LongAdder orphans = new LongAdder();

  @Test
  void endsInTheTableOfTheOracleHoweverEventsComeAndWheneverTheJobCrashes() {
    Long seed = Long.getLong("funnel.seed");
    if (seed != null) {
      check(seed);
      return;
    }
    LongStream.range(0, CASES).parallel().forEach(this::check);

    System.out.printf(
        "%d cases: %d inserts, %d updates, %d deletes, %d late, %d orphans%n",
        cases.sum(), inserts.sum(), updates.sum(), deletes.sum(), late.sum(), orphans.sum());
    assertThat(cases.sum()).isEqualTo(CASES).isGreaterThanOrEqualTo(1_000);
    assertThat(inserts.sum()).isGreaterThan(CASES);
    assertThat(updates.sum()).isGreaterThan(CASES / 20);
    assertThat(deletes.sum()).isPositive();
    assertThat(late.sum()).isGreaterThan(CASES / 4);
    assertThat(orphans.sum()).isGreaterThan(CASES);
  }

  private void check(long seed) {
    try {
      FunnelRun run = new FunnelCase(seed).check();
      cases.increment();
      inserts.add(run.changes(RowKind.INSERT));
      updates.add(run.changes(RowKind.UPDATE_AFTER));
      deletes.add(run.changes(RowKind.DELETE));
      late.add(run.late(Reason.LATE).size());
      orphans.add(run.late(Reason.ORPHAN).size());
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "case %d fails, repeat it with -Dfunnel.seed=%d: %s".formatted(seed, seed, e), e);
    }
  }
}
