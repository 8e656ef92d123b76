package io.bidlake.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import io.bidlake.testing.JobGraphs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job that goes on, beside a writer. */
class ContinuousMaintenanceTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path warehouse;

  private final Requests requests = new Requests(7);
  private final List<JobClient> jobs = new ArrayList<>();
  private TestTable bidRequests;
  private TestTable log;

  @BeforeEach
  void createTables() {
    bidRequests = new TestTable(warehouse, Tables.BID_REQUESTS);
    log = new TestTable(warehouse, Tables.MAINTENANCE_LOG);
  }

  @AfterEach
  void stopJobs() throws Exception {
    for (JobClient job : jobs) {
      job.cancel().get();
      // Until then its tasks still write into the folder that is about to go.
      await().atMost(PATIENCE).until(() -> job.getJobStatus().get().isGloballyTerminalState());
    }
  }

  @Test
  void keepsFilesFewWhileAWriterAddsMore() throws Exception {
    start();
    List<RowData> written = append(30);

    await().atMost(PATIENCE).until(() -> bidRequests.tasks().size() <= 6);
    assertThat(bidRequests.rows()).hasSize(written.size());
    await().atMost(PATIENCE).until(() -> !log.rows().isEmpty());
    assertThat(log.rows().keySet()).anyMatch(row -> row.contains("bid_requests, COMPACT"));
  }

  @Test
  void doesNoHarmWhenItIsStartedTwice() throws Exception {
    start();
    start();
    List<RowData> written = append(40);

    await().atMost(PATIENCE).until(() -> bidRequests.tasks().size() <= 6);
    assertThat(bidRequests.rows()).hasSize(written.size());
    for (JobClient job : jobs) {
      assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    }
  }

  @Test
  void waitsForTablesThatDoNotExistYet() throws Exception {
    start();
    TestTable hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    for (int hour = 0; hour < 6; hour++) {
      hours.append(List.of(Hours.row(hour, "USA", 1)));
    }

    await().atMost(PATIENCE).until(() -> hours.tasks().size() < 6);
    assertThat(hours.rows()).hasSize(6);
  }

  private void start() throws Exception {
    Settings settings =
        Settings.of(
            List.of(
                "--catalog.type",
                "hadoop",
                "--catalog.warehouse",
                "" + warehouse,
                "--check-interval",
                "200ms",
                "--compaction.interval",
                "500ms",
                "--compaction.retry-after",
                "2s",
                "--compaction.min-input-files",
                "2"),
            Map.of());
    Configuration flink =
        JobGraphs.flink().set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(2);
    MaintenanceJob.build(env, MaintenanceSettings.read(settings));
    jobs.add(env.executeAsync());
  }

  private List<RowData> append(int files) {
    List<RowData> all = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      List<RowData> rows = requests.of(0, "USA", 20);
      bidRequests.append(rows);
      all.addAll(rows);
    }
    return all;
  }
}
