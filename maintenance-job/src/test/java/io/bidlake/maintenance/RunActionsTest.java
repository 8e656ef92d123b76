package io.bidlake.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bidlake.maintenance.testing.Loaders;
import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.settings.Settings;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.MaintenanceEntry;
import io.bidlake.tables.MaintenanceEntry.Outcome;
import io.bidlake.tables.Tables;
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
import org.apache.flink.util.FileUtils;
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
    List<MaintenanceEntry> reports =
        run(
            List.of("--manifests.min-count", "2"),
            MaintenanceAction.REMOVE_DANGLING_DELETES,
            MaintenanceAction.REWRITE_MANIFESTS,
            MaintenanceAction.EXPIRE_SNAPSHOTS);

    assertThat(reports)
        .singleElement()
        .satisfies(it -> assertThat(it.action()).isEqualTo(MaintenanceAction.REWRITE_MANIFESTS))
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

    List<MaintenanceEntry> reports =
        run(
            List.of("--manifests.min-count", "2", "--dry-run"),
            MaintenanceAction.REWRITE_MANIFESTS);

    assertThat(reports).extracting(MaintenanceEntry::outcome).containsExactly(Outcome.PLANNED);
    assertThat(table.table().currentSnapshot().snapshotId()).isEqualTo(before);
  }

  @Test
  void goesOnAfterAnActionThatFailed() throws Exception {
    List<Snapshot> snapshots = new ArrayList<>();
    table.table().snapshots().forEach(snapshots::add);
    // The oldest one, which only the search for orphans has to read.
    Files.delete(Path.of(snapshots.get(0).manifestListLocation()));

    List<MaintenanceEntry> reports =
        run(
            List.of("--manifests.min-count", "2"),
            MaintenanceAction.REMOVE_ORPHAN_FILES,
            MaintenanceAction.REWRITE_MANIFESTS);

    assertThat(reports)
        .extracting(MaintenanceEntry::action, MaintenanceEntry::outcome)
        .containsExactly(
            tuple(MaintenanceAction.REMOVE_ORPHAN_FILES, Outcome.FAILED),
            tuple(MaintenanceAction.REWRITE_MANIFESTS, Outcome.DONE));
    assertThat(reports.get(0).detail()).contains("snap-");
  }

  @Test
  void leavesATableAloneThatWasDropped() throws Exception {
    FileUtils.deleteDirectory(warehouse.toFile());

    assertThat(run(List.of(), MaintenanceAction.EXPIRE_SNAPSHOTS)).isEmpty();
  }

  private List<MaintenanceEntry> run(List<String> arguments, MaintenanceAction... actions)
      throws Exception {
    Upkeep upkeep = Upkeep.read(Settings.of(arguments, Map.of()));
    try (OneInputStreamOperatorTestHarness<Pass, MaintenanceEntry> run =
        new OneInputStreamOperatorTestHarness<>(
            new AsyncWaitOperatorFactory<>(
                new RunActions(upkeep, Loaders.of(warehouse)), 0, 10, OutputMode.UNORDERED),
            TypeInformation.of(Pass.class).createSerializer(new SerializerConfigImpl()))) {
      run.open();
      run.processElement(new StreamRecord<>(Pass.of("pass", TABLE, 0, 0, List.of(actions))));
      run.endInput();
      return List.copyOf(run.extractOutputValues());
    }
  }
}
