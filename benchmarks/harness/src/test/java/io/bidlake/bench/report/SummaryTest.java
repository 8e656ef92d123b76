package io.bidlake.bench.report;

import static io.bidlake.bench.report.Runs.comparison;
import static io.bidlake.bench.report.Runs.disturbed;
import static io.bidlake.bench.report.Runs.run;
import static io.bidlake.bench.report.Runs.standing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void takesMediansOverTheRounds() {
    Summary summary = Summary.of(comparison(run("a", 3, 300), run("a", 1, 100), run("a", 2, 250)));

    assertThat(summary.ours().figures())
        .contains(
            new Figures(
                3,
                new Spread(100, 250, 300),
                new Spread(50, 125, 150),
                12,
                4_000,
                2,
                200,
                OptionalDouble.of(7)));
  }

  @Test
  void hasNoStateWhereNoRunHasAny() {
    Summary summary = Summary.of(comparison(run("a", 3, 300)));
    assertThat(summary.ours().figures().orElseThrow().stateBytes()).isEmpty();
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
    assertThat(standing(summary, "b").perSecond()).contains(ratio);
    assertThat(standing(summary, "b").perCpuSecond()).contains(ratio);
    assertThat(summary.ours().perSecond()).isEmpty();
    assertThat(summary.reasons()).isEmpty();
  }

  @Test
  void leavesDisturbedRunsOutAndNamesThem() {
    Summary summary =
        Summary.of(
            comparison(
                run("a", 1, 200), run("a", 2, 200),
                disturbed("b", 1, 100, 0.05), disturbed("b", 2, 10, 0.0504)));

    Standing standing = standing(summary, "b");
    assertThat(standing.measuredRuns()).isEqualTo(2);
    assertThat(standing.figures().orElseThrow().perSecond()).isEqualTo(new Spread(100, 100, 100));
    assertThat(standing.perSecond()).contains(new Ratio(2, Optional.of(new Spread(2, 2, 2))));
    assertThat(summary.leftOut())
        .containsExactly(
            "Round 2 of B is left out: others used 5.04% of the machine meanwhile, more than 5.0%.");
  }

  @Test
  void hasNoRangeWhereNoRoundOfBothIsUndisturbed() {
    Summary summary =
        Summary.of(
            comparison(
                run("a", 1, 200), disturbed("a", 2, 200, 1),
                disturbed("b", 1, 100, 1), run("b", 2, 100)));

    assertThat(standing(summary, "b").perSecond()).contains(new Ratio(2, Optional.empty()));
  }
}
