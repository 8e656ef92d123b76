package io.bidlake.bench.report;

import static io.bidlake.bench.report.Runs.comparison;
import static io.bidlake.bench.report.Runs.disturbed;
import static io.bidlake.bench.report.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.bench.result.Run;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void takesMediansOverTheRounds() {
    Summary summary = Summary.of(comparison(run("a", 3, 300), run("a", 1, 100), run("a", 2, 250)));
    assertThat(summary.ours().spread(SummaryTest::perSecond)).contains(new Spread(100, 250, 300));
    assertThat(summary.ours().spread(SummaryTest::perCpuSecond)).contains(new Spread(50, 125, 150));
  }

  @Test
  void dividesOurMedianByTheOthersAndTheRoundsOneByOne() {
    Summary summary =
        Summary.of(
            comparison(
                run("a", 1, 200),
                run("a", 2, 300),
                run("a", 3, 400),
                run("b", 1, 100),
                run("b", 2, 100),
                run("b", 3, 50)));

    Ratio ratio = new Ratio(3, Optional.of(new Spread(2, 3, 8)));
    assertThat(summary.ratio(Runs.of(summary, "b"), SummaryTest::perSecond)).contains(ratio);
    assertThat(summary.ratio(Runs.of(summary, "b"), SummaryTest::perCpuSecond)).contains(ratio);
    assertThat(summary.ratio(summary.ours(), SummaryTest::perSecond)).isEmpty();
    assertThat(summary.reasons()).isEmpty();
  }

  @Test
  void leavesDisturbedRunsOutAndNamesThem() {
    Summary summary =
        Summary.of(
            comparison(
                run("a", 1, 200), run("a", 2, 200),
                disturbed("b", 1, 100, 0.05), disturbed("b", 2, 10, 0.0504)));

    MeasuredRuns runs = Runs.of(summary, "b");
    assertThat(runs.all()).hasSize(2);
    assertThat(runs.spread(SummaryTest::perSecond)).contains(new Spread(100, 100, 100));
    assertThat(summary.ratio(runs, SummaryTest::perSecond))
        .contains(new Ratio(2, Optional.of(new Spread(2, 2, 2))));
    assertThat(summary.leftOut())
        .containsExactly(
            "Round 2 of B is left out: others used 5.04% of the machine meanwhile, more than 5%.");
  }

  @Test
  void hasNoRangeWhereNoRoundOfBothIsUndisturbed() {
    Summary summary =
        Summary.of(
            comparison(
                run("a", 1, 200), disturbed("a", 2, 200, 1),
                disturbed("b", 1, 100, 1), run("b", 2, 100)));

    assertThat(summary.ratio(Runs.of(summary, "b"), SummaryTest::perSecond))
        .contains(new Ratio(2, Optional.empty()));
  }

  private static double perSecond(Run run) {
    return run.steady().eventsPerSecond();
  }

  private static double perCpuSecond(Run run) {
    return run.steady().eventsPerCpuSecond();
  }
}
