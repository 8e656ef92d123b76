package io.bidlake.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.testing.Foreign;
import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.runtime.lake.IncompatibleTableException;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.OutputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A single pass over all tables. */
class MaintenancePassTest {

  @TempDir Path warehouse;

  private final Requests requests = new Requests(5);
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private TestTable bidRequests;
  private TestTable hours;

  @BeforeEach
  void fillTables() {
    bidRequests = new TestTable(warehouse, Tables.BID_REQUESTS);
    for (int i = 0; i < 6; i++) {
      bidRequests.append(requests.of(0, "USA", 10));
      bidRequests.append(requests.of(0, "DEU", 10));
    }
    hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    hours.append(List.of(Hours.row(0, "USA", 1), Hours.row(0, "DEU", 2)));
    hours.deleteByKey(Hours.row(0, "USA", 1));
    hours.append(List.of(Hours.row(0, "USA", 9)));
  }

  @Test
  void compactsEveryTableAndLogsIt() throws Exception {
    Map<String, Integer> requestsBefore = bidRequests.rows();
    Map<String, Integer> hoursBefore = hours.rows();

    run("--once");

    assertThat(bidRequests.rows()).isEqualTo(requestsBefore);
    assertThat(hours.rows()).isEqualTo(hoursBefore);
    assertThat(bidRequests.tasks()).hasSize(2);
    assertThat(hours.tasks())
        .singleElement()
        .satisfies(task -> assertThat(task.deletes()).isEmpty());
    assertThat(hours.table().currentSnapshot().summary()).containsEntry("total-delete-files", "0");
    assertThat(log())
        .containsExactlyInAnyOrder(
            "bid_requests COMPACT 12 -> 2 DONE", "hourly_impressions_by_geo COMPACT 2 -> 1 DONE");
  }

  /** Whose snapshots would be kept for a restore. */
  @Test
  void isNoWriterThatCouldBeRestored() throws Exception {
    run("--once");

    assertThat(new TestTable(warehouse, Tables.MAINTENANCE_LOG).table().currentSnapshot().summary())
        .doesNotContainKey("flink.job-id");
  }

  /** Others must not wait for its work. */
  @Test
  @Timeout(60)
  void endsWithTheErrorOfAThread() {
    assertThatThrownBy(
            () -> run("--once", "--threads=2", "--catalog.io-impl=" + NoMemory.class.getName()))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(OutOfMemoryError.class);
    assertThat(hours.tasks()).as("what another thread did").hasSize(1);
  }

  /** Has no memory to write data of {@code bid_requests}. */
  public static final class NoMemory extends HadoopFileIO {

    private static final long serialVersionUID = 1;

    @Override
    public OutputFile newOutputFile(String path) {
      if (path.contains("/bid_requests/data/")) {
        throw new OutOfMemoryError("for a test");
      }
      return super.newOutputFile(path);
    }
  }

  @Test
  void refusesATableOfAFormatThatKeepsTheLineageOfRows() {
    bidRequests.table().updateProperties().set("format-version", "3").commit();

    assertThatThrownBy(() -> run("--once"))
        .isInstanceOf(IncompatibleTableException.class)
        .hasMessageContaining("bid_requests")
        .hasMessageContaining("its format version must be 2, was 3");
  }

  @Test
  void tellsTheOneWhoStartedItWhatItDid() throws Exception {
    run("--once");

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern("bid_requests +COMPACT +DONE +12 files \\(.* KB\\) -> 2 files")
        .containsPattern("bid_requests +12 -> 2 +0 -> 0 ")
        .containsPattern("hourly_impressions_by_geo +2 -> 1 +1 -> 0 ");
  }

  @Test
  void findsNothingToDoInTheNextPass() throws Exception {
    run("--once");
    long snapshot = bidRequests.table().currentSnapshot().snapshotId();
    printed.reset();

    run("--once", "--tables", "bid_requests,hourly_impressions_by_geo");

    assertThat(bidRequests.table().currentSnapshot().snapshotId()).isEqualTo(snapshot);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Nothing to do.");
  }

  @Test
  void changesNothingInADryRun() throws Exception {
    long snapshot = bidRequests.table().currentSnapshot().snapshotId();

    run("--dry-run");

    assertThat(bidRequests.table().currentSnapshot().snapshotId()).isEqualTo(snapshot);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern("bid_requests +COMPACT +PLANNED +12 files .* -> 2 files")
        .doesNotContain("DONE");
    assertThat(new TestTable(warehouse, Tables.MAINTENANCE_LOG).rows()).isEmpty();
  }

  @Test
  void touchesOnlyTheTablesThatAreNamed() throws Exception {
    run("--once", "--tables", "hourly_impressions_by_geo");

    assertThat(bidRequests.tasks()).hasSize(12);
    assertThat(hours.tasks()).hasSize(1);
  }

  @Test
  void doesOnlyWhatIsSwitchedOn() throws Exception {
    run("--once", "--compaction.enabled", "false");

    assertThat(bidRequests.tasks()).hasSize(12);
  }

  @Test
  void goesByTheSettingsOfATable() throws Exception {
    run("--once", "--table.bid_requests.compaction.min-input-files", "7");

    assertThat(bidRequests.tasks()).hasSize(12);
    assertThat(hours.tasks()).hasSize(1);
  }

  @Test
  void maintainsTheTablesOfANamespaceAndLogsThemWithIt() throws Exception {
    TestTable views = landing("views");
    landing("other").table().updateProperties().set("format-version", "3").commit();
    Map<String, Integer> before = views.rows();

    run("--once");

    assertThat(views.tasks()).hasSize(1);
    assertThat(views.rows()).isEqualTo(before);
    assertThat(log())
        .contains("landing.views COMPACT 6 -> 1 DONE", "landing.other COMPACT 0 -> 0 FAILED");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern("landing\\.views +COMPACT +DONE +6 files")
        .containsPattern("landing\\.views +6 -> 1 +0 -> 0 ")
        .containsPattern("landing\\.other +COMPACT +FAILED .*its format version must be 2, was 3");
  }

  @Test
  void deletesTheRowsThatATableIsNotToKeep() throws Exception {
    TestTable views = landing("views");
    TestTable kept = landing("kept");
    List<RowData> young = List.of(view(System.currentTimeMillis()));
    views.append(young);
    views.table().updateProperties().set("bidlake.retention", "172800000").commit();

    run("--dry-run");
    assertThat(views.rows().values()).hasSize(7);
    run("--once");

    assertThat(views.rows()).hasSize(1);
    assertThat(kept.rows()).hasSize(6);
    assertThat(log()).contains("landing.views DELETE_EXPIRED_ROWS 1 -> 0 DONE");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern(
            "landing\\.views +DELETE_EXPIRED_ROWS +PLANNED +6 files .*, 6 rows with at")
        .containsPattern("landing\\.views +DELETE_EXPIRED_ROWS +DONE +1 file .*, 6 rows with at");
  }

  @Test
  void leavesATableOfANamespaceAloneThatHasASettingForThat() throws Exception {
    TestTable views = landing("views");

    run("--once", "--table.landing.views.compaction.enabled", "false");

    assertThat(views.tasks()).hasSize(6);
  }

  private TestTable landing(String name) {
    TestTable created = new TestTable(warehouse, "landing", Foreign.named(name));
    for (int i = 0; i < 6; i++) {
      created.append(List.of(view(i)));
    }
    return created;
  }

  private static RowData view(long millis) {
    return GenericRowData.of(TimestampData.fromEpochMillis(millis));
  }

  private void run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--catalog.type", "hadoop", "--catalog.warehouse", "" + warehouse));
    Settings settings = Settings.of(all, Map.of());
    MaintenanceSettings read = MaintenanceSettings.read(settings);
    settings.check();
    MaintenanceJob.pass(read, new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private List<String> log() throws Exception {
    TestTable log = new TestTable(warehouse, Tables.MAINTENANCE_LOG);
    List<String> lines = new ArrayList<>();
    try (CloseableIterable<Record> rows = IcebergGenerics.read(log.table()).build()) {
      for (Record row : rows) {
        lines.add(
            "%s %s %s -> %s %s"
                .formatted(
                    row.getField("table_name"),
                    row.getField("action"),
                    row.getField("files_before"),
                    row.getField("files_after"),
                    row.getField("outcome")));
      }
    }
    return lines;
  }
}
