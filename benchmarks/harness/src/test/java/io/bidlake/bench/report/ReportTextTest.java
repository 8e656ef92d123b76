package io.bidlake.bench.report;

import static io.bidlake.bench.report.Runs.comparison;
import static io.bidlake.bench.report.Runs.run;
import static io.bidlake.bench.report.Runs.withRows;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.bench.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTextTest {

  @Test
  void showsFiguresRatiosAndTheSameRows() {
    String text =
        ReportText.of(
            Summary.of(
                comparison(
                    run("a", 1, 30_000), run("a", 2, 40_000),
                    run("b", 1, 10_000), run("b", 2, 10_000))));

    assertThat(text)
        .contains(
            """
            Contender  rounds used        events/s              ratio      events/CPU-s              ratio
            ----------------------------------------------------------------------------------------------
            A               2 of 2  35k (30k..40k)                  1  17.5k (15k..20k)                  1
            B               2 of 2  10k (10k..10k)  3.50 (3.00..4.00)       5k (5k..5k)  3.50 (3.00..4.00)
            """)
        .contains("Same rows:")
        .containsPattern("impressions +100\n");
  }

  @Test
  void showsADashAndTheNumberOfTheReasonInsteadOfARefusedRatio() {
    String text = ReportText.of(SampleReport.report());
    assertThat(text)
        .containsPattern("Kafka Connect, Iceberg .*- \\[1\\] .*- \\[1\\]\n")
        .contains("[1] Kafka Connect, Iceberg sink does not write the rows that Bidlake writes")
        .contains("- Round 2 of Flink DataStream with interval joins is left out")
        .contains("DIFFERENT ROWS")
        .contains("rows 2: Kafka Connect, Iceberg sink, round 3");
  }

  @Test
  void showsNotesRemarksAndCurves() {
    assertThat(ReportText.of(SampleReport.report()))
        .contains("Spark Structured Streaming: Micro-batches of 10 s.")
        .contains("- Topics were filled before the first round")
        .contains("CPU time by bids a request: CPU time of a million requests, s")
        .containsPattern("16 +138\n");
  }

  @Test
  void keepsWithinTheTerminal() {
    assertThat(ReportText.of(SampleReport.report()).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(ReportText.WIDTH));
  }

  @Test
  void keepsWithinTheTerminalHoweverManyWroteDifferentRows() {
    List<Run> runs = new ArrayList<>();
    for (int round = 1; round <= 12; round++) {
      runs.add(withRows("a", round, Map.of("bid_requests_enriched", 1_000_000_000L + round)));
    }
    String text = ReportText.of(Summary.of(comparison(runs.toArray(Run[]::new))));
    assertThat(text).contains("1,000,000,012").contains("rows 12: A, round 12");
    assertThat(text.lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(ReportText.WIDTH));
  }
}
