package io.bidlake.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import io.bidlake.testing.JobGraphs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Restores what the first format of savepoints holds: a job with two tasks that had looked at
 * {@code bid_requests} once. Its operators are gone, and so is what they knew: when each action was
 * last begun. The job begins with all of them.
 */
class ReleasedSavepointTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path warehouse;

  @Test
  void startsFromASavepointOfTheFirstFormat() throws Exception {
    TestTable table = new TestTable(warehouse, Tables.BID_REQUESTS);
    Requests requests = new Requests(3);
    for (int i = 0; i < 6; i++) {
      table.append(requests.of(0, "USA", 1));
    }
    Path savepoint = Path.of("src/test/resources/released/1/savepoint").toAbsolutePath();
    Configuration flink =
        JobGraphs.flink()
            .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500))
            .set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(2);
    MaintenanceJob.build(
        env,
        MaintenanceSettings.read(
            Settings.of(
                List.of("--catalog.type", "hadoop", "--catalog.warehouse", "" + warehouse),
                Map.of())));
    JobClient job = env.executeAsync();
    try {
      await().atMost(PATIENCE).until(() -> table.tasks().size() == 1);
      assertThat(table.rows()).hasSize(6);
    } finally {
      job.cancel().get();
      await().atMost(PATIENCE).until(() -> job.getJobStatus().get().isGloballyTerminalState());
    }
  }
}
