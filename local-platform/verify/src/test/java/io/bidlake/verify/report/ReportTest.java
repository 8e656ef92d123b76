package io.bidlake.verify.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.verify.report.Report.Difference;
import io.bidlake.verify.report.Report.Figures;
import io.bidlake.verify.report.Report.HourResult;
import io.bidlake.verify.report.Report.TableResult;
import io.bidlake.verify.report.Report.TopicResult;
import io.bidlake.verify.report.WindowsResult.UncountedCount;
import io.bidlake.verify.report.WindowsResult.WindowDifference;
import io.bidlake.verify.report.WindowsResult.WindowResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

  private final Figures good = new Figures(3, 3, 2, 2, 0, 0, 0, 0, 1, 1, 4.5, 4.5, true);
  private final Figures bad = new Figures(3, 1, 2, 1, 1, 0, 0, 1, 1, 0, 4.5, 1.5, false);

  @Test
  void endsWithPass() {
    assertThat(lastLine(report(good)))
        .isEqualTo(
            "PASS: 5 Kafka records and 3 rows of 1 tables agree,"
                + " and 7 rows of 1 windowed tables");
  }

  @Test
  void endsWithFailAndFigures() {
    assertThat(lastLine(report(bad)))
        .isEqualTo("FAIL: clicks 1 missing, 1 differing, price 1.5 instead of 4.5");
  }

  @Test
  void listsHoursThatDifferAndIds() {
    String text = new ReportText(report(bad)).toString();

    assertThat(text)
        .contains("Hours (UTC) 2026-02-03 12:00 to 2026-02-03 12:00: 0 of 1 table hours agree.")
        .contains("| 2026-02-03 12:00 | clicks |")
        .contains("clicks  2026-02-03 12:00  c1  missing");
  }

  @Test
  void fitsATerminalOf120Columns() {
    Figures large =
        new Figures(
            1_000_000, 1_000_000, 990_000, 990_000, 0, 0, 0, 1, 10_000, 10_000, 1e6, 1e6, false);
    WindowResult hourly =
        new WindowResult("hourly_funnel_by_publisher", 9_000, 9_000, 99_000, 0, 0, 1, 0, 0, 0, 0);
    Report report =
        new Report(
            List.of(),
            List.of(
                new TableResult(
                    "bid_requests_enriched",
                    "imp_bidfloor",
                    large,
                    List.of(new HourResult(NOON, large)))),
            new WindowsResult(List.of(hourly), List.of(), 0, 0, List.of()),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            1,
            null);

    assertThat(new ReportText(report).toString().lines().filter(line -> line.startsWith("|")))
        .hasSizeGreaterThan(8)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
  }

  @Test
  void failsWhenOnlyATableOfWindowsDiffers() {
    assertThat(lastLine(report(good, windows(1, 0)))).isEqualTo("FAIL: funnel 1 differing");
  }

  @Test
  void failsWhenOnlyLateEventsAreWrong() {
    assertThat(lastLine(report(good, windows(0, 2))))
        .isEqualTo("FAIL: late_events 2 wrong or missing");
  }

  @Test
  void showsTablesOfWindowsWithWhatIsNotCounted() {
    String text = new ReportText(report(good, windows(1, 0))).toString();

    assertThat(text.lines().filter(line -> line.startsWith("| funnel ")))
        .satisfiesExactly(
            compared ->
                assertThat(compared)
                    .matches(
                        "\\| funnel +\\| +9 \\| +7 \\| +49 \\| +0 \\| +0 \\| +1 \\| +0 \\| DIFFERS"
                            + " \\|"),
            notCompared ->
                assertThat(notCompared).matches("\\| funnel +\\| +2 \\| +1 \\| +5 \\| +12 \\|"));
    assertThat(text)
        .contains("Late events: funnel 5 LATE")
        .contains("funnel  2026-02-03T12:00:00Z  pub-1  clicks: expected 3, was 2");
  }

  @Test
  void tellsProgramsOfTablesOfWindows() throws JsonProcessingException {
    JsonNode json = new ObjectMapper().readTree(new ReportJson().of(report(good, windows(1, 0))));

    assertThat(json.path("passed").asBoolean()).isFalse();
    assertThat(json.at("/windows/tables/0/deleteFiles").asLong()).isEqualTo(12);
    assertThat(json.at("/windows/lateEvents/0/reason").asText()).isEqualTo("LATE");
    assertThat(json.at("/windows/differences/0/expected").asText()).isEqualTo("3");
  }

  @Test
  void failsWhenOnlyALandingTableDiffers() {
    assertThat(lastLine(report(good, windows(0, 0), List.of(landed(1)))))
        .isEqualTo("FAIL: landing.views 1 missing");
    assertThat(lastLine(report(good, windows(0, 0), List.of(landed(0)))))
        .isEqualTo(
            "PASS: 5 Kafka records and 3 rows of 1 tables agree,"
                + " and 7 rows of 1 windowed tables, and 8 rows of 1 landing tables");
  }

  @Test
  void showsLandingTablesWithTheReasonsOfDeadLetters() throws JsonProcessingException {
    Report report = report(good, windows(0, 0), List.of(landed(0)));

    assertThat(new ReportText(report).toString().lines())
        .anyMatch(line -> line.matches("\\| landing.views \\| +10 \\| +8 \\| +0 .*ok \\|"))
        .anyMatch(line -> line.matches("\\| landing.views( \\| +[0-9]+){5} \\|"))
        .contains("Dead letters of landing tables: landing.views 2 OVER_LIMIT");
    JsonNode json = new ObjectMapper().readTree(new ReportJson().of(report));
    assertThat(json.at("/landing/0/topic").asText()).isEqualTo("events.views");
    assertThat(json.at("/landing/0/letters/OVER_LIMIT").asLong()).isEqualTo(2);
  }

  private static LandingResult landed(long missing) {
    return new LandingResult(
        "landing.views",
        "events.views",
        10,
        1,
        8,
        Map.of("OVER_LIMIT", 2L),
        3,
        0,
        missing,
        0,
        0,
        0,
        0);
  }

  @Test
  void isJsonForPrograms() throws JsonProcessingException {
    JsonNode json = new ObjectMapper().readTree(new ReportJson().of(report(bad)));

    assertThat(json.path("passed").isBoolean()).isTrue();
    assertThat(json.path("passed").asBoolean()).isFalse();
    assertThat(json.path("verdict").asText()).startsWith("FAIL");
    assertThat(json.at("/tables/0/total/missingIds").asLong()).isEqualTo(1);
    assertThat(json.at("/differences/0/hour").asText()).isEqualTo("2026-02-03T12:00:00Z");
  }

  private static String lastLine(Report report) {
    return new ReportText(report).toString().lines().reduce((a, b) -> b).orElseThrow();
  }

  private static Report report(Figures figures) {
    return report(figures, windows(0, 0));
  }

  private static WindowsResult windows(long differing, long faults) {
    List<WindowDifference> differences =
        differing == 0
            ? List.of()
            : List.of(new WindowDifference("funnel", NOON, "pub-1", "clicks", "3", "2"));
    return new WindowsResult(
        List.of(new WindowResult("funnel", 7, 9, 49, 0, 0, differing, 0, 2, 1, 12)),
        List.of(new UncountedCount("funnel", "LATE", 5)),
        faults,
        0,
        differences);
  }

  private static Report report(Figures figures, WindowsResult windows) {
    return report(figures, windows, List.of());
  }

  private static Report report(
      Figures figures, WindowsResult windows, List<LandingResult> landing) {
    List<Difference> differences =
        figures.agree() ? List.of() : List.of(new Difference("c1", "clicks", NOON, "missing"));
    return new Report(
        List.of(new TopicResult("clicks", 4, 0, 1)),
        List.of(
            new TableResult("clicks", "price", figures, List.of(new HourResult(NOON, figures)))),
        windows,
        landing,
        List.of(),
        differences,
        List.of("a remark"),
        1.23,
        null);
  }
}
