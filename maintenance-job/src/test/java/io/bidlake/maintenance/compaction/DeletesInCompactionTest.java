package io.bidlake.maintenance.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.action.RemoveDanglingDeletes;
import io.bidlake.maintenance.action.TableAction.Run;
import io.bidlake.maintenance.compaction.GroupRewriter.FilesReplacedException;
import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compaction makes of rows that were deleted before, while and after it read the files. */
class DeletesInCompactionTest {

  @TempDir Path warehouse;
  @TempDir Path spill;

  private TestTable table;
  private Compactor compactor;

  @BeforeEach
  void createTable() {
    table = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    compactor = new Compactor(table, spill, Compactor.ALL);
  }

  @Test
  void leavesOutRowsThatAnEqualityDeleteTookAway() throws IOException {
    table.append(List.of(Hours.row(0, "USA", 1), Hours.row(0, "DEU", 2)));
    table.append(List.of(Hours.row(1, "USA", 3)));
    table.deleteByKey(Hours.row(0, "USA", 1));
    table.append(List.of(Hours.row(0, "USA", 9)));
    Map<String, Integer> before = table.rows();

    compactor.compact();

    assertThat(table.rows()).isEqualTo(before).hasSize(3);
    assertThat(table.tasks())
        .singleElement()
        .satisfies(task -> assertThat(task.file().recordCount()).isEqualTo(3))
        .satisfies(task -> assertThat(task.deletes()).isEmpty());
  }

  @Test
  void leavesOutRowsThatAPositionDeleteTookAway() throws IOException {
    table.append(List.of(Hours.row(0, "USA", 1), Hours.row(0, "DEU", 2), Hours.row(0, "FRA", 3)));
    table.append(List.of(Hours.row(1, "USA", 3)));
    DataFile file = fileOfThreeRows();
    table.deleteRow(file, 1);
    Map<String, Integer> before = table.rows();

    compactor.compact();

    assertThat(table.rows()).isEqualTo(before).hasSize(3);
    assertThat(table.tasks())
        .singleElement()
        .satisfies(task -> assertThat(task.deletes()).isEmpty());
  }

  @Test
  void rewritesASingleFileForOneDeletedRow() throws IOException {
    table.append(List.of(Hours.row(0, "USA", 1), Hours.row(0, "DEU", 2)));
    table.deleteByKey(Hours.row(0, "USA", 1));
    Map<String, Integer> before = table.rows();

    compactor.compact();

    assertThat(table.rows()).isEqualTo(before).hasSize(1);
    assertThat(table.tasks())
        .singleElement()
        .satisfies(task -> assertThat(task.deletes()).isEmpty());
  }

  @Test
  void emptiesATableOfWhichNoRowIsLeft() throws IOException {
    table.append(List.of(Hours.row(0, "USA", 1)));
    table.deleteByKey(Hours.row(0, "USA", 1));

    compactor.compact();

    assertThat(table.rows()).isEmpty();
    assertThat(table.tasks()).isEmpty();
  }

  @Test
  void leavesNoDeleteFileTogetherWithTheRemovalOfDanglingOnes() throws IOException {
    for (int hour = 0; hour < 4; hour++) {
      table.append(List.of(Hours.row(hour, "USA", 1), Hours.row(hour, "DEU", 2)));
      table.deleteByKey(Hours.row(hour, "USA", 1));
    }
    Map<String, Integer> before = table.rows();

    compactor.compact();
    new RemoveDanglingDeletes().run(table.table(), Run.REAL);

    assertThat(table.table().currentSnapshot().summary()).containsEntry("total-delete-files", "0");
    assertThat(table.rows()).isEqualTo(before).hasSize(4);
  }

  @Test
  void doesNotBringBackRowsThatWereDeletedWhileItWrote() throws IOException {
    table.append(List.of(Hours.row(0, "USA", 1), Hours.row(0, "DEU", 2)));
    table.append(List.of(Hours.row(1, "USA", 3)));
    List<RewrittenGroup> rewritten = compactor.rewrite(compactor.plan());
    table.deleteByKey(Hours.row(0, "USA", 1));
    table.append(List.of(Hours.row(0, "USA", 9)));
    Map<String, Integer> before = table.rows();

    assertThat(compactor.commit(rewritten)).hasSize(1);

    assertThat(table.rows()).isEqualTo(before).hasSize(3);
  }

  @Test
  void readsDeletesThatCameBetweenThePlanAndTheRewrite() throws IOException {
    table.append(List.of(Hours.row(0, "USA", 1), Hours.row(0, "DEU", 2)));
    table.append(List.of(Hours.row(1, "USA", 3)));
    Compaction.Plan plan = compactor.plan();
    table.deleteByKey(Hours.row(0, "USA", 1));
    table.append(List.of(Hours.row(0, "USA", 9)));
    Map<String, Integer> before = table.rows();

    assertThat(compactor.commit(compactor.rewrite(plan))).isEmpty();

    assertThat(table.rows()).isEqualTo(before).hasSize(3);
  }

  @Test
  void looksForLatestDeletesOnlyInThePartitionOfItsFiles() throws IOException {
    table.append(List.of(Hours.row(0, "USA", 1), Hours.row(0, "DEU", 2)));
    table.append(List.of(Hours.row(1, "USA", 3)));
    table.append(List.of(Hours.row(30, "USA", 4)));
    Snapshot otherDay = table.table().currentSnapshot();
    Compaction.Plan plan = compactor.plan();
    table.deleteByKey(Hours.row(0, "USA", 1));
    for (ManifestFile manifest : otherDay.dataManifests(table.table().io())) {
      if (manifest.snapshotId() == otherDay.snapshotId()) {
        Files.delete(Path.of(manifest.path()));
      }
    }

    assertThat(compactor.rewrite(plan))
        .singleElement()
        .satisfies(group -> assertThat(group.written().get(0).recordCount()).isEqualTo(2));
  }

  @Test
  void doesNotBeginToRewriteFilesThatAreReplacedAlready() throws IOException {
    table.append(List.of(Hours.row(0, "USA", 1), Hours.row(0, "DEU", 2)));
    table.append(List.of(Hours.row(1, "USA", 3)));
    Compaction.Plan plan = compactor.plan();
    compactor.compact();
    table.deleteByKey(Hours.row(0, "USA", 1));
    List<Path> files = TestFiles.below(warehouse);

    assertThatThrownBy(() -> compactor.rewrite(plan))
        .isInstanceOf(FilesReplacedException.class)
        .hasMessage("2 files are no longer part of the table");

    assertThat(TestFiles.below(warehouse)).isEqualTo(files);
  }

  @Test
  void letsDeletesOfOtherFilesComeWhileItWrites() throws IOException {
    table.append(List.of(Hours.row(0, "USA", 1), Hours.row(0, "DEU", 2)));
    table.append(List.of(Hours.row(1, "USA", 3)));
    table.append(List.of(Hours.row(30, "USA", 4), Hours.row(30, "DEU", 5)));
    List<RewrittenGroup> rewritten = compactor.rewrite(compactor.plan());
    table.deleteByKey(Hours.row(30, "USA", 4));
    Map<String, Integer> before = table.rows();

    assertThat(compactor.commit(rewritten)).isEmpty();

    assertThat(table.rows()).isEqualTo(before).hasSize(4);
  }

  @Test
  void givesUpWhenAPositionDeleteCameWhileItWrote() throws IOException {
    table.append(List.of(Hours.row(0, "USA", 1), Hours.row(0, "DEU", 2), Hours.row(0, "FRA", 3)));
    table.append(List.of(Hours.row(1, "USA", 3)));
    DataFile file = fileOfThreeRows();
    List<Path> files = TestFiles.below(warehouse);
    List<RewrittenGroup> rewritten = compactor.rewrite(compactor.plan());
    table.deleteRow(file, 0);
    Map<String, Integer> before = table.rows();

    assertThat(compactor.commit(rewritten)).hasSize(1);

    assertThat(table.rows()).isEqualTo(before).hasSize(3);
    assertThat(TestFiles.below(warehouse)).containsAll(files).hasSize(files.size() + 1);
  }

  private DataFile fileOfThreeRows() {
    return table.tasks().stream()
        .map(task -> task.file())
        .filter(file -> file.recordCount() == 3)
        .findFirst()
        .orElseThrow();
  }
}
