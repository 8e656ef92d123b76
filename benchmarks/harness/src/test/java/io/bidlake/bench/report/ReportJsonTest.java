package io.bidlake.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
  void writesEveryRun() throws IOException {
    JsonNode run = new ObjectMapper().readTree(file.toFile()).at("/comparisons/0/runs/0");
    assertThat(run.get("contender").textValue()).isEqualTo("bidlake");
    assertThat(run.at("/steady/events").longValue()).isEqualTo(1_000_000);
    assertThat(run.get("rows").fieldNames())
        .toIterable()
        .containsExactly(
            "bid_requests", "bid_requests_enriched", "bid_responses", "impressions", "clicks");
  }

  @Test
  void writesForPeopleToo() throws IOException {
    assertThat(Files.readString(file))
        .contains("\n  \"benchmark\" : \"ingest\",\n")
        .contains("\"at\" : \"2026-01-02T03:04:05Z\"")
        .contains("\"stateBytes\" : null")
        .doesNotContain("eventsPerSecond");
  }
}
