package io.bidlake.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bidlake.maintenance.ActionReport.Outcome;
import io.bidlake.maintenance.action.Action;
import io.bidlake.model.Tables;
import io.bidlake.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// The harness may be interrupted when it is closed; a test is not.
@SuppressWarnings("try")
class RunActionsTest {

  private static final String TABLE = "bid_requests";

  @TempDir Path warehouse;

  private final Requests requests = new Requests(11);
  private TestTable table;

  @BeforeEach
  void fillTable() {
    table = new TestTable(warehouse, Tables.BID_REQUESTS);
    for (int i = 0; i < 4; i++) {
      table.append(requests.of(0, "USA", 5));
    }
  }

  @Test
  void reportsWhatItDidAndNothingOfWhatWasNotToDo() throws Exception {
    List<ActionReport> reports =
        run(
            List.of("--manifests.min-count", "2"),
            Action.REMOVE_DANGLING_DELETES,
            Action.REWRITE_MANIFESTS,
            Action.EXPIRE_SNAPSHOTS);

    assertThat(reports)
        .singleElement()
        .satisfies(it -> assertThat(it.action()).isEqualTo(Action.REWRITE_MANIFESTS))
        .satisfies(it -> assertThat(it.outcome()).isEqualTo(Outcome.DONE))
        .satisfies(it -> assertThat(it.filesBefore()).isEqualTo(4))
        .satisfies(it -> assertThat(it.filesAfter()).isEqualTo(1))
        .satisfies(
            it ->
                assertThat(it.snapshotId())
                    .isEqualTo(table.table().currentSnapshot().snapshotId()));
  }

  @Test
  void onlyPlansInADryRun() throws Exception {
    long before = table.table().currentSnapshot().snapshotId();

    List<ActionReport> reports =
        run(List.of("--manifests.min-count", "2", "--dry-run"), Action.REWRITE_MANIFESTS);

    assertThat(reports).extracting(ActionReport::outcome).containsExactly(Outcome.PLANNED);
    assertThat(table.table().currentSnapshot().snapshotId()).isEqualTo(before);
  }

  @Test
  void goesOnAfterAnActionThatFailed() throws Exception {
    List<Snapshot> snapshots = new ArrayList<>();
    table.table().snapshots().forEach(snapshots::add);
    // The oldest one, which only the search for orphans has to read.
    Files.delete(Path.of(snapshots.get(0).manifestListLocation()));

    List<ActionReport> reports =
        run(
            List.of("--manifests.min-count", "2"),
            Action.REMOVE_ORPHAN_FILES,
            Action.REWRITE_MANIFESTS);

    assertThat(reports)
        .extracting(ActionReport::action, ActionReport::outcome)
        .containsExactly(
            tuple(Action.REMOVE_ORPHAN_FILES, Outcome.FAILED),
            tuple(Action.REWRITE_MANIFESTS, Outcome.DONE));
    assertThat(reports.get(0).detail()).contains("snap-");
  }

  private List<ActionReport> run(List<String> arguments, Action... actions) throws Exception {
    Upkeep upkeep = Upkeep.read(Settings.of(arguments, Map.of()));
    try (OneInputStreamOperatorTestHarness<Pass, ActionReport> run =
        new OneInputStreamOperatorTestHarness<>(
            new AsyncWaitOperatorFactory<>(
                new RunActions(upkeep, Loaders.of(warehouse, TABLE)), 0, 10, OutputMode.UNORDERED),
            TypeInformation.of(Pass.class).createSerializer(new SerializerConfigImpl()))) {
      run.open();
      run.processElement(new StreamRecord<>(new Pass("pass", TABLE, 0, 0, actions)));
      run.endInput();
      return List.copyOf(run.extractOutputValues());
    }
  }
}
