package io.bidlake.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJsonTest {

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("report.json");
    ReportJson.write(SampleReport.report(), file);
  }

  @Test
  void readsWhatItHasWritten() throws IOException {
    assertThat(ReportJson.read(file)).isEqualTo(SampleReport.report());
  }

  @Test
  void keepsTheOrderOfTablesAndSettings() throws IOException {
    assertThat(ReportJson.read(file).comparisons().get(0).runs().get(0).rows().keySet())
        .containsExactly(
            "bid_requests", "bid_requests_enriched", "bid_responses", "impressions", "clicks");
    assertThat(ReportJson.read(file).setting().settings().keySet())
        .containsExactly("events", "parallelism", "commit-interval");
  }

  @Test
  void writesForPeopleToo() throws IOException {
    assertThat(Files.readString(file))
        .contains("\n  \"benchmark\" : \"ingest\",\n")
        .contains("\"at\" : \"2026-01-02T03:04:05Z\"")
        .contains("\"stateBytes\" : null")
        .doesNotContain("eventsPerSecond");
  }

  @Test
  void refusesAReportOfWhichAPartIsMissing() throws IOException {
    Files.writeString(file, Files.readString(file).replaceFirst("\"wholeSeconds\" : [0-9.]+,", ""));
    assertThatThrownBy(() -> ReportJson.read(file))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("wholeSeconds");
  }
}
