package io.bidlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.local.Installation;
import io.bidlake.local.LocalPlatform;
import io.bidlake.local.PlatformConfig;
import io.bidlake.local.Ports;
import io.bidlake.local.ProgressToLog;
import io.bidlake.local.ServiceName;
import io.bidlake.local.ServiceState;
import io.bidlake.local.StateFolder;
import io.bidlake.local.flink.Job;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.StopOutcome;
import io.bidlake.local.service.KafkaOffsets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the generator to the tables on the real servers, with everything that goes wrong. */
class EndToEndIT {

  private static final String INGEST = "bidlake-ingest";
  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir private static Path temp;
  private static LocalPlatform platform;
  private static PlatformConfig config;

  @BeforeAll
  static void start() {
    config =
        PlatformConfig.of(
            new Installation(Path.of(System.getProperty("bidlake.home"))),
            new StateFolder(temp.resolve("state")),
            Ports.free());
    platform = new LocalPlatform(config, new ProgressToLog());
    platform.start();
  }

  @AfterAll
  static void stop() {
    platform.stop();
  }

  @Test
  void bringsEachEventToTheLakeOnceThroughRestartsCrashesAndPoison() throws Exception {
    platform.startWork(
        Map.ofEntries(
            Map.entry("SEED", "7"),
            Map.entry("BACKFILL_ONLY", "true"),
            Map.entry("BACKFILL_HOURS", "2"),
            Map.entry("EVENTS_PER_SECOND", "10"),
            Map.entry("TEST_TRAFFIC_RATE", "0.05"),
            Map.entry("DUPLICATE_RATE", "0.01"),
            Map.entry("LATE_RATE", "0.01"),
            Map.entry("POISON_RATE", "0.01")));
    awaitSomethingCommitted();
    restartFromSavepoint();
    platform.kill(ServiceName.FLINK_TASKMANAGER);
    await().atMost(LONG).until(() -> platform.state(ServiceName.MOCK_DATA_GEN), this::isDone);

    JsonNode report = verify(0);

    assertThat(report.path("passed").asBoolean()).as(report.toPrettyString()).isTrue();
    assertThat(table(report, "bid_requests_enriched").path("total").path("lakeRows").asLong())
        .as("rejected traffic is in the enriched table only")
        .isGreaterThan(table(report, "bid_requests").path("total").path("lakeRows").asLong());
    assertThat(table(report, "dead_letters").path("total").path("lakeRows").asLong()).isPositive();
    assertThat(table(report, "impressions").path("total").path("lakeDuplicates").asLong())
        .isPositive();
    assertThat(dataFiles("bid_requests"))
        .isNotEmpty()
        .allMatch(
            file ->
                file.matches(
                    "event_timestamp_day=\\d{4}-\\d{2}-\\d{2}/device_geo_country=[A-Z]{3}/.*"));
  }

  private boolean isDone(ServiceState state) {
    return state == ServiceState.DONE;
  }

  private static void awaitSomethingCommitted() {
    try (KafkaOffsets offsets = new KafkaOffsets(platform.addresses().kafka())) {
      await().atMost(LONG).until(() -> offsets.remaining(INGEST) < offsets.written());
    }
  }

  private static void restartFromSavepoint() {
    assertThat(platform.stopJob(INGEST)).hasValueSatisfying(EndToEndIT::succeeded);
    Job ingest =
        Jobs.all(config.installation(), platform.addresses()).stream()
            .filter(job -> job.name().equals(INGEST))
            .findFirst()
            .orElseThrow();
    platform.startJob(ingest);
  }

  private static void succeeded(StopOutcome outcome) {
    assertThat(outcome.problem()).isEmpty();
  }

  /** Runs the reconciliation as {@code ./bidlake verify} does. */
  private static JsonNode verify(int expectedExitCode) throws IOException, InterruptedException {
    Path report = temp.resolve("report.json");
    Path errors = temp.resolve("errors.txt");
    int exitCode =
        LakeProgram.verify(config, List.of("--format", "json", "--timeout", "4m"))
            .process()
            .redirectOutput(report.toFile())
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    assertThat(exitCode)
        .as(Files.readString(errors) + Files.readString(report))
        .isEqualTo(expectedExitCode);
    return new ObjectMapper().readTree(report.toFile());
  }

  private static JsonNode table(JsonNode report, String name) {
    for (JsonNode table : report.path("tables")) {
      if (table.path("table").asText().equals(name)) {
        return table;
      }
    }
    throw new AssertionError("no table " + name + " in " + report.toPrettyString());
  }

  private static List<String> dataFiles(String table) throws IOException {
    Path data = config.state().data("s3").resolve("warehouse/db").resolve(table).resolve("data");
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .map(file -> data.relativize(file).toString())
          .toList();
    }
  }
}
