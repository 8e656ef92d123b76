package io.bidlake.runtime.lake;

import static io.bidlake.runtime.lake.CheckpointedBatches.APPENDED;
import static io.bidlake.runtime.lake.CheckpointedBatches.KEYED;
import static org.apache.flink.types.RowKind.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.lake.CheckpointedBatches.Change;
import io.bidlake.tables.TableDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.flink.sink.FlinkSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jobs that go on with another number of tasks. FlinkSink by itself allows its committer no more
 * than one task for good; as long as the job has one task too, Flink puts both into one and writes
 * the job's own bound into the checkpoint, which the committer refuses later.
 */
@Timeout(60)
class RescaledSinkTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(3)
              .build());

  private static final SinkRun.Sink RELEASED =
      (changes, table, sinks, lake) ->
          FlinkSink.forRowData(changes)
              .tableLoader(lake.loaderOf(table))
              .uidPrefix("write-" + table.name())
              .distributionMode(DistributionMode.NONE)
              .append();

  @TempDir Path warehouse;
  @TempDir Path checkpoints;
  private SinkRun run;

  @BeforeEach
  void openCatalog() {
    run =
        new SinkRun(
            new CatalogSettings("db", Map.of("type", "hadoop", "warehouse", "" + warehouse)),
            checkpoints);
  }

  @Test
  void appendWithAnyNumberOfTasks() throws Exception {
    assertThat(rowsAfter(APPENDED, 2, 1, 3, 1, 2)).hasSize(5);
  }

  @Test
  void applyWithAnyNumberOfTasks() throws Exception {
    assertThat(rowsAfter(KEYED, 2, 1, 3, 1, 2)).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void goOnFromWhatFlinkSinkLeftByItself(int tasksBefore) throws Exception {
    run.appendingBy(RELEASED);
    String checkpoint = runOnce("", APPENDED, tasksBefore, 0);

    run.appendingBy((changes, table, sinks, lake) -> sinks.append(changes, table));
    for (int tasks : new int[] {3, 1, 2}) {
      checkpoint = runOnce(checkpoint, APPENDED, tasks, tasks);
    }

    assertThat(run.rows(APPENDED)).hasSize(4);
  }

  private Map<String, Integer> rowsAfter(TableDefinition<Change> table, int... tasks)
      throws Exception {
    String checkpoint = "";
    for (int i = 0; i < tasks.length; i++) {
      checkpoint = runOnce(checkpoint, table, tasks[i], i);
    }
    Map<String, Integer> rows = run.rows(table);
    assertThat(rows.values()).containsOnly(1);
    return rows;
  }

  /** Writes a row, and returns the checkpoint from which another run can go on. */
  private String runOnce(String from, TableDefinition<Change> table, int tasks, int hour)
      throws Exception {
    CheckpointedBatches batches = run.batches(table);
    for (int done : written) {
      batches.then(new Change(INSERT, done, "DEU", 1));
    }
    written.add(hour);
    batches
        .then(new Change(INSERT, hour, "DEU", 1))
        .andThen(
            () -> {
              throw new IllegalStateException("stop here");
            });
    SinkRun.Failed failed = run.withParallelism(tasks).untilItFails(from, table, batches);
    assertThat(failed.why()).hasStackTraceContaining("stop here");
    return failed.checkpoint();
  }

  private final List<Integer> written = new ArrayList<>();
}
