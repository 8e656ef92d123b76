package io.bidlake.maintenance.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bidlake.maintenance.compaction.Compaction;
import io.bidlake.maintenance.compaction.FileGroup;
import io.bidlake.maintenance.testing.Loaders;
import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.runtime.lake.LakeTables;
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
import org.apache.flink.util.FileUtils;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {

  private static final String TABLE = "bid_requests";
  private static final String[] COUNTRIES = {"USA", "DEU", "FRA"};

  @TempDir Path warehouse;

  private final Requests requests = new Requests(8);
  private TestTable table;
  private LakeTables tables;

  @BeforeEach
  void fillTable() {
    table = new TestTable(warehouse, Tables.BID_REQUESTS);
    for (int i = 0; i < 3; i++) {
      for (String country : COUNTRIES) {
        table.append(requests.of(0, country, 5));
      }
    }
    tables = Loaders.of(warehouse);
    tables.open();
  }

  @AfterEach
  void close() throws Exception {
    tables.close();
  }

  @Test
  void commitsTheGroupsOfOnePieceTogether() {
    Map<String, Integer> before = table.rows();

    Work.Done done = compact(groups());

    assertThat(table.rows()).isEqualTo(before);
    assertThat(table.tasks()).hasSize(3);
    assertThat(replacements()).isEqualTo(1);
    assertThat(done.outcome()).isEqualTo(new Work.Outcome(1, true, false, false));
    assertThat(done.reports())
        .singleElement()
        .satisfies(it -> assertThat(it.filesBefore()).isEqualTo(9))
        .satisfies(it -> assertThat(it.filesAfter()).isEqualTo(3));
  }

  @Test
  void reportsGroupsThatCouldNotBeRewrittenAndCommitsTheOthers() {
    List<FileGroup> groups = groups();
    String lost = groups.get(1).tasks().get(0).file().location();
    table.table().io().deleteFile(lost);

    Work.Done done = compact(groups);

    assertThat(table.tasks()).hasSize(5);
    assertThat(done.outcome()).isEqualTo(new Work.Outcome(1, true, false, true));
    assertThat(done.reports())
        .extracting(MaintenanceEntry::outcome)
        .containsExactlyInAnyOrder(Outcome.DONE, Outcome.FAILED);
    assertThat(done.reports()).anySatisfy(it -> assertThat(it.detail()).contains(lost));
  }

  @Test
  void reportsAConflict() {
    List<FileGroup> groups = groups();
    compact(groups);

    Work.Done late = compact(groups);

    assertThat(late.outcome()).isEqualTo(new Work.Outcome(1, false, true, false));
    assertThat(late.reports())
        .extracting(MaintenanceEntry::outcome, MaintenanceEntry::detail)
        .containsExactly(tuple(Outcome.CONFLICT, "9 files were changed by another writer"));
  }

  @Test
  void reportsThatTheTableIsGone() throws Exception {
    List<FileGroup> groups = groups();
    FileUtils.deleteDirectory(warehouse.resolve("db").toFile());

    Work.Done done = compact(groups);

    assertThat(done.outcome()).isEqualTo(new Work.Outcome(1, false, false, true));
    assertThat(done.reports())
        .isNotEmpty()
        .allSatisfy(report -> assertThat(report.outcome()).isEqualTo(Outcome.FAILED));
  }

  @Test
  void passesOnTheReportsOfThePlanning() {
    List<MaintenanceEntry> planned = compact(groups()).reports();

    Work.Done done = worker().run(new Work(2, TABLE, List.of(), List.of(), planned));

    assertThat(done.reports()).isEqualTo(planned);
  }

  @Test
  void reportsWhatAnActionDidAndNothingOfWhatWasNotToDo() {
    List<MaintenanceEntry> reports =
        act(
            List.of(
                "--expire.max-age",
                "1ms",
                "--expire.restore-within",
                "1ms",
                "--expire.keep-last",
                "1"),
            MaintenanceAction.REMOVE_DANGLING_DELETES,
            MaintenanceAction.EXPIRE_SNAPSHOTS);

    assertThat(reports)
        .singleElement()
        .satisfies(it -> assertThat(it.action()).isEqualTo(MaintenanceAction.EXPIRE_SNAPSHOTS))
        .satisfies(it -> assertThat(it.outcome()).isEqualTo(Outcome.DONE))
        .satisfies(
            it ->
                assertThat(it.snapshotId())
                    .isEqualTo(table.table().currentSnapshot().snapshotId()));
  }

  @Test
  void onlyPlansInADryRun() {
    List<MaintenanceEntry> reports =
        act(
            List.of(
                "--expire.max-age",
                "1ms",
                "--expire.restore-within",
                "1ms",
                "--expire.keep-last",
                "1",
                "--dry-run"),
            MaintenanceAction.EXPIRE_SNAPSHOTS);

    assertThat(reports).extracting(MaintenanceEntry::outcome).containsExactly(Outcome.PLANNED);
    assertThat(table.table().snapshots()).hasSize(9);
  }

  @Test
  void goesOnAfterAnActionThatFailed() throws Exception {
    List<Snapshot> snapshots = new ArrayList<>();
    table.table().snapshots().forEach(snapshots::add);
    // The oldest one, which only the search for orphans has to read.
    Files.delete(Path.of(snapshots.get(0).manifestListLocation()));

    List<MaintenanceEntry> reports =
        act(
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

    assertThat(act(List.of(), MaintenanceAction.EXPIRE_SNAPSHOTS)).isEmpty();
  }

  private List<FileGroup> groups() {
    return new Compaction(upkeep().of(TABLE).compaction()).plan(table.table()).groups();
  }

  private Work.Done compact(List<FileGroup> groups) {
    return worker().run(new Work(1, TABLE, groups, List.of(), List.of()));
  }

  private List<MaintenanceEntry> act(List<String> arguments, MaintenanceAction... actions) {
    return new Worker(upkeep(arguments.toArray(String[]::new)), tables)
        .run(new Work(1, TABLE, List.of(), List.of(actions), List.of()))
        .reports();
  }

  private long replacements() {
    List<Snapshot> snapshots = new ArrayList<>();
    table.table().snapshots().forEach(snapshots::add);
    return snapshots.stream().filter(it -> it.operation().equals("replace")).count();
  }

  private Worker worker() {
    return new Worker(upkeep(), tables);
  }

  private static Upkeep upkeep(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--once"));
    all.addAll(List.of(arguments));
    return Upkeep.read(Settings.of(all, Map.of()));
  }
}
