package io.bidlake.bench.report;

import static io.bidlake.bench.report.Runs.ROWS;
import static io.bidlake.bench.report.Runs.comparison;
import static io.bidlake.bench.report.Runs.disturbed;
import static io.bidlake.bench.report.Runs.run;
import static io.bidlake.bench.report.Runs.withRows;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private static final Map<String, Long> FEWER = Map.of("clicks", 9L, "impressions", 100L);

  @Test
  void refusesAContenderThatOnceWroteOtherRows() {
    Summary summary =
        Summary.of(
            comparison(
                withRows("a", 1, ROWS), withRows("a", 2, ROWS),
                withRows("b", 1, ROWS), withRows("b", 2, FEWER),
                withRows("c", 1, ROWS), withRows("c", 2, ROWS)));

    assertRefused(summary, "b", "B does not write the rows that A writes: they differ in clicks.");
    assertThat(ratio(summary, "c")).isPresent();
  }

  @Test
  void refusesAContenderThatMissesATable() {
    Summary summary =
        Summary.of(comparison(withRows("a", 1, ROWS), withRows("b", 1, Map.of("clicks", 10L))));
    assertRefused(
        summary, "b", "B does not write the rows that A writes: they differ in impressions.");
  }

  @Test
  void refusesEverybodyWhenOurRunsDifferAmongThemselves() {
    Summary summary =
        Summary.of(
            comparison(
                withRows("a", 1, ROWS), withRows("a", 2, FEWER),
                withRows("b", 1, ROWS), withRows("b", 2, ROWS)));
    assertRefused(summary, "b", "The runs of A differ among themselves in rows of clicks.");
  }

  @Test
  void countsTheRowsOfDisturbedRuns() {
    Summary disturbed =
        Summary.of(
            comparison(
                disturbed("a", 1, 100, 0.9), withRows("a", 2, FEWER),
                withRows("b", 1, FEWER), withRows("b", 2, FEWER)));
    assertRefused(disturbed, "b", "The runs of A differ among themselves in rows of clicks.");
  }

  @Test
  void refusesAContenderThatIsLeftWithFewerThanHalfOfItsRuns() {
    Summary summary =
        Summary.of(
            comparison(
                run("a", 1, 1),
                run("a", 2, 1),
                run("a", 3, 1),
                run("b", 1, 1),
                disturbed("b", 2, 1, 0.06),
                disturbed("b", 3, 1, 0.06)));
    assertRefused(summary, "b", "Fewer than half of the runs of B are left: 1 of 3.");
  }

  @Test
  void refusesAContenderThatHasFewerRunsThanOthers() {
    Summary summary = Summary.of(comparison(run("a", 1, 1), run("a", 2, 1), run("b", 1, 1)));
    assertRefused(summary, "b", "B has only 1 measured of 2 rounds.");
  }

  @Test
  void refusesEverybodyWhenWeHaveFewerRunsThanOthers() {
    Summary summary = Summary.of(comparison(run("a", 1, 1), run("b", 1, 1), run("b", 2, 1)));
    assertRefused(summary, "b", "A has only 1 measured of 2 rounds.");
  }

  @Test
  void refusesAContenderThatNeverRan() {
    Summary summary = Summary.of(comparison(List.of("a", "b"), run("a", 1, 1)));
    assertRefused(summary, "b", "B has no measured run.");
  }

  @Test
  void survivesThatNobodyHasAMeasuredRun() {
    Summary summary = Summary.of(comparison(List.of("a", "b")));
    assertThat(summary.reasons())
        .containsExactly("A has no measured run.", "B has no measured run.");
    assertThat(summary.against().get(Runs.of(summary, "b"))).hasSize(2);
  }

  @Test
  void namesAReasonOnceHoweverManyItConcerns() {
    Summary summary =
        Summary.of(
            comparison(
                withRows("a", 1, ROWS),
                withRows("a", 2, FEWER),
                withRows("b", 1, ROWS),
                withRows("c", 1, ROWS),
                withRows("c", 2, ROWS)));
    assertThat(summary.reasons()).hasSize(2).doesNotHaveDuplicates();
    assertThat(summary.against().get(Runs.of(summary, "b")))
        .containsExactlyInAnyOrderElementsOf(summary.reasons());
    assertRefused(summary, "c", "The runs of A differ among themselves in rows of clicks.");
  }

  private static void assertRefused(Summary summary, String contender, String reason) {
    assertThat(ratio(summary, contender)).isEmpty();
    assertThat(summary.against().get(Runs.of(summary, contender))).containsExactly(reason);
  }

  private static Optional<Ratio> ratio(Summary summary, String contender) {
    return summary.ratio(Runs.of(summary, contender), run -> run.steady().eventsPerCpuSecond());
  }
}
