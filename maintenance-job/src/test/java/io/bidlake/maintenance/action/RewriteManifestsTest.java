package io.bidlake.maintenance.action;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.action.RewriteManifests.ManifestSettings;
import io.bidlake.maintenance.action.TableAction.Run;
import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewriteManifestsTest {

  private static final int DAY = 24;

  @TempDir Path warehouse;
  private final RewriteManifests action = new RewriteManifests(new ManifestSettings(5));
  private TestTable hours;
  private Table table;

  @BeforeEach
  void createTable() {
    hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    table = hours.table();
    // Iceberg merges by itself when there are 100.
    table.updateProperties().set("commit.manifest-merge.enabled", "false").commit();
  }

  @Test
  void mergesSmallManifests() {
    appendDays(6);
    Map<String, Integer> rows = hours.rows();
    long bytes = manifests().stream().mapToLong(ManifestFile::length).sum();

    Effect planned = action.run(table, Run.DRY);
    Effect effect = action.run(table, Run.REAL);

    assertThat(planned).isEqualTo(new Effect(6, 1, bytes, -1, planned.detail()));
    assertThat(manifests()).hasSize(1);
    assertThat(effect).isEqualTo(new Effect(6, 1, bytes, manifests().get(0).length(), ""));
    assertThat(hours.rows()).isEqualTo(rows).hasSize(6);
  }

  @Test
  void leavesTooFewAlone() {
    appendDays(4);
    long snapshot = hours.table().currentSnapshot().snapshotId();

    assertThat(action.run(table, Run.DRY)).isEqualTo(Effect.nothing());
    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());

    assertThat(hours.table().currentSnapshot().snapshotId()).isEqualTo(snapshot);
  }

  @Test
  void leavesAnEmptyTableAlone() {
    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());
  }

  @Test
  void leavesLargeOnesAlone() {
    appendDays(6);
    target(manifests().get(0).length());

    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());
  }

  @Test
  void keepsTheOrderOfDeletesAndRows() {
    hours.append(List.of(Hours.row(0, "USA", 1), Hours.row(0, "DEU", 2)));
    hours.deleteRow(hours.tasks().get(0).file(), 1);
    hours.deleteByKey(Hours.row(0, "USA", 1));
    hours.append(List.of(Hours.row(0, "USA", 3)));
    appendDays(6);
    Map<String, Integer> rows = hours.rows();

    assertThat(action.run(table, Run.REAL).filesBefore()).isEqualTo(8);

    assertThat(hours.rows()).isEqualTo(rows).hasSize(7);
  }

  @Test
  void keepsManifestsApartByTheFirstPartitionField() {
    for (int round = 0; round < 8; round++) {
      appendDays(8);
    }
    Map<String, Integer> rows = hours.rows();
    target(manifests().get(0).length() * 17);

    Effect effect = action.run(table, Run.REAL);

    assertThat(effect.filesBefore()).isEqualTo(64);
    assertThat(effect.filesAfter()).isBetween(3L, 8L);
    assertThat(manifests())
        .filteredOn(manifest -> covers(manifest, firstDay()))
        .as("manifests that a reader of the first day opens")
        .hasSize(1);
    assertThat(hours.rows()).isEqualTo(rows);
  }

  @Test
  void isDoneAfterOneRun() {
    for (int round = 0; round < 8; round++) {
      appendDays(8);
    }
    target(manifests().get(0).length() * 17);
    action.run(table, Run.REAL);

    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());
  }

  @Test
  void mergesWhatIsWrittenWithAnOlderPartitioningApart() {
    appendDays(4);
    table.updateSpec().removeField("window_start_day").addField("device_geo_country").commit();
    hours.append(List.of(Hours.row(1, "USA", 1), Hours.row(1, "DEU", 2)));
    hours.append(List.of(Hours.row(2, "USA", 1), Hours.row(2, "DEU", 2)));
    table.updateSpec().removeField("device_geo_country").commit();
    hours.append(List.of(Hours.row(3, "USA", 1)));
    hours.append(List.of(Hours.row(3, "DEU", 1)));
    Map<String, Integer> rows = hours.rows();

    assertThat(action.run(table, Run.REAL).filesBefore()).isEqualTo(8);

    assertThat(manifests()).extracting(ManifestFile::partitionSpecId).doesNotHaveDuplicates();
    assertThat(manifests()).hasSize(3);
    assertThat(hours.rows()).isEqualTo(rows);
  }

  @Test
  void leavesEarlierSnapshotsAsTheyWere() {
    appendDays(6);
    long before = hours.table().currentSnapshot().snapshotId();
    Map<String, Integer> rows = hours.rows();

    action.run(table, Run.REAL);

    assertThat(hours.rowsAt(before)).isEqualTo(rows);
  }

  @Test
  void keepsWhatSomebodyAppendsOrTakesAwayInTheMeantime() {
    appendDays(6);
    Map<Integer, List<ManifestFile>> small = RewriteManifests.small(hours.table());
    FileScanTask first = hours.tasks().get(0);
    other().append(List.of(Hours.row(7 * DAY, "USA", 7)));
    other().table().newDelete().deleteFile(first.file()).commit();
    Map<String, Integer> rows = other().rows();

    action.merge(table, small);

    assertThat(hours.rows()).isEqualTo(rows).hasSize(6);
  }

  private void appendDays(int days) {
    for (int day = 0; day < days; day++) {
      hours.append(List.of(Hours.row(day * DAY, "USA", day)));
    }
  }

  private void target(long bytes) {
    table.updateProperties().set("commit.manifest.target-size-bytes", "" + bytes).commit();
  }

  private List<ManifestFile> manifests() {
    return hours.table().currentSnapshot().dataManifests(table.io());
  }

  private int firstDay() {
    return hours.tasks().stream()
        .mapToInt(task -> task.file().partition().get(0, Integer.class))
        .min()
        .orElseThrow();
  }

  private static boolean covers(ManifestFile manifest, int day) {
    return manifest.partitions().get(0).lowerBound().duplicate().order(LITTLE_ENDIAN).getInt()
        <= day;
  }

  private TestTable other() {
    return new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
  }
}
