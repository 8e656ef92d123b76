package io.bidlake.verify.windows;

import static io.bidlake.verify.truth.Traffic.HOUR;
import static io.bidlake.verify.truth.WindowTable.FUNNEL;
import static io.bidlake.verify.truth.WindowTable.GEO;
import static io.bidlake.verify.truth.WindowTable.REACH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bidlake.model.Topics;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.events.Event.Offer;
import io.bidlake.verify.events.Event.Outcome;
import io.bidlake.verify.report.WindowsResult.WindowDifference;
import io.bidlake.verify.report.WindowsResult.WindowResult;
import io.bidlake.verify.truth.Cell;
import io.bidlake.verify.truth.Cells;
import io.bidlake.verify.truth.SketchBytes;
import io.bidlake.verify.truth.Traffic;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompareTableTest {

  private static final long NEVER = -HOUR;

  private final Cells cells = new Cells(GEO);

  @Test
  void findsEqualRowsEqualButForRounding() {
    expect("DEU", 3, 0.3);
    CompareTable table = geo(NEVER);

    table.add(row("DEU", 3, 0.0003 * (1 + 1e-12), 0.1));

    assertThat(table.result(7))
        .isEqualTo(new WindowResult("hourly_impressions_by_geo", 1, 1, 3, 0, 0, 0, 0, 0, 0, 7));
    assertThat(table.result(7).agrees()).isTrue();
  }

  @Test
  void namesEachCellThatDiffers() {
    expect("DEU", 3, 0.3);
    CompareTable table = geo(NEVER);

    table.add(row("DEU", 4, 0.0003, 0.1 * (1 + 1e-8)));

    assertThat(table.result(0).differing()).isEqualTo(1);
    assertThat(table.differences())
        .extracting(WindowDifference::toString)
        .containsExactly(
            "hourly_impressions_by_geo  2026-02-03T12:00:00Z  DEU  avg_win_price:"
                + " expected 0.09999999999999999, was 0.100000001",
            "hourly_impressions_by_geo  2026-02-03T12:00:00Z  DEU  impression_count:"
                + " expected 3, was 4");
  }

  @Test
  void findsANullWhereANumberShouldBe() {
    expect("DEU", 1, 1);
    CompareTable table = geo(NEVER);

    table.add(row("DEU", 1, 0.001, null));

    assertThat(table.result(0).differing()).isEqualTo(1);
  }

  @Test
  void findsARowThatNobodyExpects() {
    CompareTable table = geo(NEVER);

    table.add(row("FRA", 1, 0.001, 1.0));

    assertThat(table.result(0).unexpected()).isEqualTo(1);
    assertThat(table.result(0).expectedRows()).isZero();
    assertThat(table.differences())
        .extracting(WindowDifference::expected, WindowDifference::actual)
        .containsExactly(
            tuple("none", "impression_count 1, total_revenue 0.001, avg_win_price 1.0"));
  }

  @Test
  void findsTwoRowsForOneKeyEvenIfTheyAreInFlight() {
    expect("DEU", 1, 1);
    at("DEU").touch();
    CompareTable table = geo(NEVER);

    table.add(row("DEU", 1, 0.001, 1.0));
    table.add(row("DEU", 1, 0.001, 1.0));

    assertThat(table.result(0).repeated()).isEqualTo(1);
    assertThat(table.result(0).agrees()).isFalse();
    assertThat(table.differences()).extracting(WindowDifference::actual).containsExactly("2 rows");
  }

  @Test
  void wantsARowOnceItsWindowIsFinal() {
    expect("DEU", 1, 1);
    long required = HOUR - 1 + 5_000 + 120_000;

    assertThat(geo(required - 1).result(0).open()).isEqualTo(1);
    assertThat(geo(required - 1).result(0).agrees()).isTrue();
    assertThat(geo(required).result(0).missing()).isEqualTo(1);
    assertThat(geo(required).result(0).agrees()).isFalse();
  }

  @Test
  void knowsWhichMissingRowsMayWaitForASilentPartition() {
    expect("DEU", 1, 1);
    long required = Traffic.NOON + HOUR - 1 + 5_000 + 120_000;

    assertThat(held(new Reached(required - 1, required))).isEqualTo(1);
    assertThat(held(new Reached(required, required))).isZero();
    assertThat(held(new Reached(required - 2, required - 1))).as("open").isZero();
  }

  private long held(Reached reached) {
    CompareTable table =
        new CompareTable(cells, Traffic.RULES, Optional.of(reached), Long.MIN_VALUE);
    table.result(0);
    return table.held();
  }

  @Test
  void wantsTheFunnelsRowsAfterTheHold() {
    Cells funnel = new Cells(FUNNEL);
    funnel.at(Traffic.NOON, "pub").get(0).count(Topics.BID_REQUESTS, 1);
    long required = HOUR - 1 + 75_000 + 5_000 + 120_000;

    assertThat(compare(funnel, required - 1).result(0).open()).isEqualTo(1);
    assertThat(compare(funnel, required).result(0).missing()).isEqualTo(1);
  }

  @Test
  void wantsNothingOfAJobWithoutEvents() {
    expect("DEU", 1, 1);

    CompareTable table = new CompareTable(cells, Traffic.RULES, Optional.empty(), Long.MIN_VALUE);

    assertThat(table.result(0).open()).isEqualTo(1);
  }

  @Test
  void leavesUnequalRowsInFlightAlone() {
    expect("DEU", 1, 1);
    at("DEU").touch();
    at("FRA").touch();
    expect("GBR", 1, 1);
    at("GBR").touch();
    expect("USA", 1, 1);
    at("USA").touch();
    CompareTable table = geo(9 * HOUR);

    table.add(row("DEU", 2, 0.001, 1.0));
    table.add(row("FRA", 1, 0.001, 1.0));
    table.add(row("GBR", 1, 0.001, 1.0));

    WindowResult result = table.result(0);
    assertThat(result.agrees()).isTrue();
    assertThat(result.inFlight()).isEqualTo(3);
    assertThat(result.cells()).isEqualTo(3);
  }

  @Test
  void countsAllDifferencesAndKeepsTheFirst() {
    CompareTable table = geo(NEVER);

    for (int i = 99; i >= 0; i--) {
      table.add(row("C%02d".formatted(i), 1, 1.0, 1.0));
    }

    assertThat(table.result(0).unexpected()).isEqualTo(100);
    assertThat(table.differences()).hasSize(Faults.SHOWN);
    assertThat(table.differences().get(0).key()).isEqualTo("C00");
  }

  private static final long USER = 7;

  /** Two users of a campaign, at noon and an hour later. */
  private static Cells reached() {
    Traffic traffic = new Traffic();
    for (int hour = 0; hour < 2; hour++) {
      long time = hour * HOUR;
      traffic.visit("r" + hour, time, USER + hour);
      traffic.bids("r" + hour, "p", time, null, new Offer("a", "1", 2.0, "c1"));
      traffic.impression("r" + hour, "i", "p", time, Outcome.ofImpression("1", "a", 1.5));
    }
    return traffic.cells(REACH);
  }

  private static Object[] reachRow(long... users) {
    long count = users.length;
    long midnight = Micros.ofMillis(Traffic.NOON - 12 * HOUR);
    return new Object[] {midnight, "c1", count, count, count, count, SketchBytes.of(users)};
  }

  /** The event time at which the job has certainly passed the step after some hours. */
  private static long afterStep(int hours) {
    return hours * HOUR - 1 + 5_000 + 120_000;
  }

  @Test
  void wantsTheRowOfAnOpenDayAfterTheStepAtWhichItsFirstEventWouldBeLate() {
    // The first impression is in the hour from noon, and can come an hour later.
    assertThat(compare(reached(), afterStep(2) - 1).result(0).open()).isEqualTo(1);
    assertThat(compare(reached(), afterStep(2)).result(0).missing()).isEqualTo(1);
  }

  @Test
  void acceptsOfAnOpenDayWhatWasThereAtTheLastStep() {
    for (long[] users : new long[][] {{USER}, {USER, USER + 1}}) {
      CompareTable table = compare(reached(), afterStep(2));
      table.add(reachRow(users));
      assertThat(table.result(0).agrees()).isTrue();
      assertThat(table.result(0).cells()).isEqualTo(5);
    }
    for (long[] users : new long[][] {{USER + 1}, {USER, 99}}) {
      CompareTable table = compare(reached(), afterStep(2));
      table.add(reachRow(users));
      assertThat(table.result(0).differing()).isEqualTo(1);
    }
  }

  @Test
  void wantsAllOfADayThatIsOver() {
    CompareTable open = compare(reached(), afterStep(12) - 1);
    open.add(reachRow(USER));
    // By then the second step has passed, too.
    assertThat(open.result(0).differing()).isEqualTo(1);

    CompareTable table = compare(reached(), afterStep(12));
    table.add(reachRow(USER, USER + 1));
    assertThat(table.result(0).agrees()).isTrue();
  }

  private void expect(String country, long count, double usd) {
    at(country).count(Topics.IMPRESSIONS, count);
    at(country).pay(usd);
  }

  private Cell at(String country) {
    return cells.at(Traffic.NOON, country).get(0);
  }

  private CompareTable geo(long reach) {
    return compare(cells, reach);
  }

  private static CompareTable compare(Cells cells, long reach) {
    return new CompareTable(
        cells,
        Traffic.RULES,
        Optional.of(new Reached(Traffic.NOON + reach, Traffic.NOON + reach)),
        Long.MIN_VALUE);
  }

  private static Object[] row(String country, long count, Double revenue, Double price) {
    return new Object[] {Micros.ofMillis(Traffic.NOON), country, count, revenue, price};
  }
}
