package io.bidlake.local.cli;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.local.cli.demo.CompleteTables;
import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.FlinkRest.StopOutcome;
import io.bidlake.local.flink.Job;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.Maintenance;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.platform.ProgressToLog;
import io.bidlake.local.platform.ServiceStatus.State;
import io.bidlake.local.platform.TestPlatform;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the generator to the tables on the real servers, with everything that goes wrong. The tests
 * share the servers, which take long to start: first hours without a mishap, then hours with all.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndIT {

  private static final String INGEST = "bidlake-ingest";
  private static final String FUNNEL = "bidlake-funnel";
  private static final List<String> WINDOWS =
      Tables.WINDOWS.stream().map(TableDefinition::name).toList();

  /** Those whose rows are not replaced every hour. */
  private static final List<String> WRITTEN_ONCE =
      WINDOWS.stream().filter(not(Tables.DAILY_REACH_BY_CAMPAIGN.name()::equals)).toList();

  /** Of each table of windows its rows, and how many keys they have. */
  private static final String WINDOW_TABLES =
      Tables.WINDOWS.stream()
          .map(EndToEndIT::rowsAndKeys)
          .collect(Collectors.joining(" UNION ALL "));

  /** Of what is won, billed and rendered, some is lost, so that no table is empty. */
  private static final Map<String, String> LOSSES =
      Map.of("BILLING_LOSS_RATE", "0.1", "RENDER_LOSS_RATE", "0.1", "PRICE_DRIFT_RATE", "0.1");

  /** What was done to each table, and how often. */
  private static final String MAINTAINED =
      "SELECT table_name || ' ' || action AS done, count(*) AS n FROM maintenance_log"
          + " WHERE outcome = 'DONE' GROUP BY table_name, action";

  /** Nobody but its sink commits to it, so that a commit can come late. */
  private static final String UNMAINTAINED = Tables.BID_RESPONSES.name();

  private static final String MAINTAINED_TABLES =
      Tables.ALL.stream()
          .map(TableDefinition::name)
          .filter(name -> !name.equals(UNMAINTAINED))
          .collect(Collectors.joining(","));

  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir private static Path temp;
  private static LocalPlatform platform;
  private static PlatformConfig config;
  private static LakeProbe lake;
  private static Instant begin;
  private static LateCommit late;

  @BeforeAll
  static void start() {
    config = TestPlatform.in(temp);
    lake = new LakeProbe(config, temp);
    begin = Instant.now().minus(Duration.ofHours(6));
    platform = new LocalPlatform(config, new ProgressToLog());
    platform.start();
  }

  @AfterAll
  static void stop() {
    platform.stop();
    if (late != null) {
      late.close();
    }
  }

  @Test
  @Order(1)
  void endsWindowsThoughATopicIsSilentAndLeavesNoDeleteFilesWhereNothingIsLate() throws Exception {
    platform.startWork(
        TestPlatform.jobs(platform),
        backfill(Map.of("SEED", "7", "START", begin.toString(), "CLICK_RATE", "0")));
    awaitGenerator();
    new CompleteTables(platform, config, Screen.plain(System.out)).await(() -> {});
    assertThat(platform.stopJobs(Jobs.names()).values())
        .hasSize(Jobs.names().size())
        .allSatisfy(outcome -> assertThat(outcome).hasValueSatisfying(EndToEndIT::succeeded));

    assertOneRowPerKey(lake.query(WINDOW_TABLES));
    for (String table : WRITTEN_ONCE) {
      assertThat(lake.deleteFiles(table)).as(table).isZero();
    }
    assertThat(config.state().log(ServiceName.FLINK_JOBMANAGER.text()))
        .as("a log without a line for each round of watermark alignment")
        .content()
        .contains("Completed checkpoint")
        .doesNotContain("maxAllowedWatermark");
  }

  @Test
  @Order(2)
  void bringsEachEventToTheLakeOnceThroughRestartsCrashesPoisonAndMaintenance() throws Exception {
    late = new LateCommit(platform.addresses().uri(PortSetting.ICEBERG_REST), UNMAINTAINED);
    platform.startWork(
        withBusyMaintenance(),
        backfill(
            Map.of(
                // Another seed than before, as the same one gives the same ids.
                "SEED", "8",
                // Into the last half hour of before, whose rows are written already.
                "START", begin.plus(Duration.ofMinutes(90)).toString(),
                "TEST_TRAFFIC_RATE", "0.05",
                "DUPLICATE_RATE", "0.02",
                "LATE_RATE", "0.02",
                "LATE_BY", "90m",
                "POISON_RATE", "0.01")));
    OwnTopics own = new OwnTopics(lake, temp);
    own.sendFirst();
    late.awaitHeld();
    platform.kill(ServiceName.FLINK_TASKMANAGER);
    platform.await(ServiceName.FLINK_TASKMANAGER);
    own.sendMore();
    assertThat(late.handedOver()).as("answer to the commit that came late").isEqualTo(200);
    goOnInTwiceAsManyTasks(FUNNEL);
    restart(TestPlatform.job(platform, INGEST));
    awaitGenerator();
    assertThat(lake.maintain()).as("beside the job that goes on").contains("bid_requests");
    awaitMaintenance();
    assertThat(platform.stopJob(Maintenance.NAME)).hasValueSatisfying(EndToEndIT::succeeded);

    platform.kill(ServiceName.FLINK_TASKMANAGER); // All is read: no event will tell the time.
    platform.await(ServiceName.FLINK_TASKMANAGER);
    new CompleteTables(platform, config, Screen.plain(System.out)).await(() -> {});

    JsonNode report = lake.verify();

    assertThat(report.path("passed").asBoolean()).as(report.toPrettyString()).isTrue();
    own.assertLanded(report);
    assertThat(lakeRows(report, "bid_requests_enriched"))
        .as("rejected traffic is in the enriched table only")
        .isGreaterThan(lakeRows(report, "bid_requests"));
    assertThat(lakeRows(report, "dead_letters")).isPositive();
    assertThat(total(report, "impressions").path("lakeDuplicates").asLong()).isPositive();
    assertThat(lake.dataFiles("bid_requests"))
        .isNotEmpty()
        .allMatch(
            file ->
                file.matches(
                    "event_timestamp_day=\\d{4}-\\d{2}-\\d{2}/device_geo_country=[A-Z]{3}/.*"));
    assertOneRowPerKey(lake.query(WINDOW_TABLES));
    assertThat(lake.writtenDeleteFiles(Tables.ROLLING_METRICS_BY_BIDDER.name()))
        .as("late events correct rows")
        .isPositive();
    assertThat(lake.liveDataFiles("bid_requests"))
        .isLessThan(lake.writtenDataFiles("bid_requests"));
  }

  /** All jobs, and as much maintenance as they can bear; two tables keep all of their history. */
  private static List<Job> withBusyMaintenance() {
    List<Job> jobs = new ArrayList<>(TestPlatform.jobs(platform));
    List<String> throughProxy = List.of("--catalog.uri", late.uri().toString());
    jobs.replaceAll(job -> job.name().equals(INGEST) ? job.withArguments(throughProxy) : job);
    jobs.add(
        platform
            .maintenance()
            .withArguments(
                List.of(
                    ("--tables "
                            + MAINTAINED_TABLES
                            + " --check-interval 1s --compaction.interval 3s --compaction.min-input-files 2"
                            + " --dangling-deletes.interval 3s"
                            + " --manifests.interval 3s --manifests.min-count 2"
                            + " --expire.interval 3s --expire.max-age 1s --expire.restore-within 1s"
                            + " --table.bid_requests.expire.max-age 1h"
                            + " --table.rolling_metrics_by_bidder.expire.max-age 1h")
                        .split(" "))));
    return jobs;
  }

  private static Map<String, String> backfill(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(LOSSES);
    settings.putAll(more);
    settings.putAll(
        Map.of(
            "BACKFILL_ONLY", "true",
            "BACKFILL_HOURS", "2",
            "EVENTS_PER_SECOND", "3"));
    return settings;
  }

  private static void awaitGenerator() {
    await().atMost(LONG).until(() -> platform.state(ServiceName.MOCK_DATA_GEN) == State.DONE);
  }

  /** The faster all else is done, the less time it had. */
  private static void awaitMaintenance() {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () ->
                assertThat(lake.query(MAINTAINED))
                    .containsKeys(
                        "bid_requests COMPACT", "bid_requests_enriched EXPIRE_SNAPSHOTS"));
  }

  private static void goOnInTwiceAsManyTasks(String name) {
    RunningJob before = running(name);
    RunningJob after = restart(TestPlatform.job(platform, name).withParallelism(4));
    assertThat(after.totalTasks()).isGreaterThan(before.totalTasks());
  }

  private static RunningJob restart(Job job) {
    assertThat(platform.stopJob(job.name())).hasValueSatisfying(EndToEndIT::succeeded);
    return platform.startJob(job);
  }

  /** A job waits for the TaskManager that was killed, on a slow machine for longer. */
  private static RunningJob running(String name) {
    return await()
        .atMost(LONG)
        .until(
            () ->
                platform.runningJobs().stream()
                    .filter(job -> job.name().equals(name) && job.running())
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static void succeeded(StopOutcome outcome) {
    assertThat(outcome.problem()).isEmpty();
  }

  private static String rowsAndKeys(TableDefinition<?> table) {
    String key =
        table.schema().identifierFieldNames().stream()
            .map("CAST(%s AS STRING)"::formatted)
            .collect(Collectors.joining(" || '/' || "));
    return "SELECT '%1$s' AS t, count(*) AS n, count(DISTINCT %2$s) AS keys FROM %1$s"
        .formatted(table.name(), key);
  }

  private static void assertOneRowPerKey(Map<String, JsonNode> tables) {
    assertThat(tables).containsOnlyKeys(WINDOWS);
    assertThat(tables.values())
        .allSatisfy(
            table -> {
              assertThat(table.path("n").asLong()).isPositive();
              assertThat(table.path("keys").asLong()).isEqualTo(table.path("n").asLong());
            });
  }

  private static long lakeRows(JsonNode report, String table) {
    return total(report, table).path("lakeRows").asLong();
  }

  private static JsonNode total(JsonNode report, String name) {
    for (JsonNode table : report.path("tables")) {
      if (table.path("table").asText().equals(name)) {
        return table.path("total");
      }
    }
    throw new AssertionError("no table " + name + " in " + report.toPrettyString());
  }
}
