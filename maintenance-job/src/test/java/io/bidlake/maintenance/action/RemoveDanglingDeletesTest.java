package io.bidlake.maintenance.action;

import static org.apache.iceberg.FileFormat.PARQUET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.action.TableAction.Run;
import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.PositionDelete;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.OutputFileFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoveDanglingDeletesTest {

  @TempDir Path warehouse;
  private final RemoveDanglingDeletes action = new RemoveDanglingDeletes();
  private TestTable hours;
  private Table table;

  @BeforeEach
  void createTable() {
    hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    table = hours.table();
  }

  @Test
  void removesDeletesWhoseRowsAreGone() {
    deleteThreeOfFour();
    compact();
    Map<String, Integer> rows = hours.rows();

    Effect planned = action.run(table, Run.DRY);
    Effect effect = action.run(table, Run.REAL);

    assertThat(effect.filesBefore()).isEqualTo(2);
    assertThat(effect.filesAfter()).isZero();
    assertThat(effect.bytesBefore()).isPositive();
    assertThat(planned).isEqualTo(effect);
    assertThat(hours.table().currentSnapshot().deleteManifests(table.io()))
        .allSatisfy(manifest -> assertThat(manifest.hasAddedFiles()).isFalse())
        .allSatisfy(manifest -> assertThat(manifest.hasExistingFiles()).isFalse());
    assertThat(hours.rows()).isEqualTo(rows).hasSize(2);
    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());
  }

  @Test
  void keepsDeletesThatARowNeeds() {
    deleteThreeOfFour();
    Map<String, Integer> rows = hours.rows();
    long snapshot = hours.table().currentSnapshot().snapshotId();

    assertThat(action.run(table, Run.DRY)).isEqualTo(Effect.nothing());
    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());

    assertThat(hours.rows()).isEqualTo(rows).hasSize(2);
    assertThat(hours.table().currentSnapshot().snapshotId()).isEqualTo(snapshot);
  }

  @Test
  void removesTheDanglingOfSeveralOnly() {
    deleteThreeOfFour();
    compact();
    hours.append(List.of(Hours.row(1, "FRA", 4), Hours.row(1, "ITA", 5)));
    hours.deleteByKey(Hours.row(1, "FRA", 4));
    Map<String, Integer> rows = hours.rows();

    assertThat(action.run(table, Run.REAL).filesBefore()).isEqualTo(2);

    assertThat(hours.rows()).isEqualTo(rows).hasSize(3);
    assertThat(hours.tasks()).anySatisfy(task -> assertThat(task.deletes()).hasSize(1));
  }

  @Test
  void removesThoseOfAPartitionWithoutDataFiles() {
    deleteThreeOfFour();
    DeleteFiles delete = hours.table().newDelete();
    firstDay().forEach(delete::deleteFile);
    delete.commit();

    assertThat(action.run(table, Run.REAL).filesBefore()).isEqualTo(2);

    assertThat(hours.rows()).hasSize(1);
    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());
  }

  @Test
  void removesWhatIsLeftWhenNoDataFileIs() {
    hours.append(List.of(Hours.row(0, "DEU", 1)));
    hours.deleteByKey(Hours.row(0, "DEU", 1));
    hours.table().newDelete().deleteFile(hours.tasks().get(0).file()).commit();
    assertThat(hours.tasks()).isEmpty();

    assertThat(action.run(table, Run.REAL).filesBefore()).isEqualTo(1);

    assertThat(hours.rows()).isEmpty();
    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());
  }

  @Test
  void findsNothingInAnEmptyTable() {
    assertThat(action.run(table, Run.DRY)).isEqualTo(Effect.nothing());
    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());
  }

  @Test
  void leavesEarlierSnapshotsAsTheyWere() {
    deleteThreeOfFour();
    long before = hours.table().currentSnapshot().snapshotId();
    Map<String, Integer> rows = hours.rows();
    compact();

    action.run(table, Run.REAL);

    assertThat(hours.rowsAt(before)).isEqualTo(rows);
  }

  @Test
  void goesThroughWhenSomebodyAppendsInTheMeantime() {
    deleteThreeOfFour();
    compact();
    Snapshot seen = hours.table().currentSnapshot();
    List<DeleteFile> dangling = action.dangling(table, seen);
    // The key of a dangling delete: it must not be deleted by it now.
    other().append(List.of(Hours.row(0, "USA", 50)));

    action.remove(table, seen.snapshotId(), dangling);

    assertThat(hours.rows()).hasSize(3);
    assertThat(action.run(hours.table(), Run.DRY)).isEqualTo(Effect.nothing());
  }

  @Test
  void failsWhenTheTableIsSetBackInTheMeantime() {
    deleteThreeOfFour();
    long before = hours.table().currentSnapshot().snapshotId();
    Map<String, Integer> rows = hours.rows();
    compact();
    Snapshot seen = hours.table().currentSnapshot();
    List<DeleteFile> dangling = action.dangling(table, seen);
    other().table().manageSnapshots().rollbackTo(before).commit();

    assertThatThrownBy(() -> action.remove(table, seen.snapshotId(), dangling))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("must still build on snapshot " + seen.snapshotId());

    assertThat(hours.rows()).isEqualTo(rows).hasSize(2);
  }

  @Test
  void failsWhenSomebodyElseRemovesThemInTheMeantime() {
    deleteThreeOfFour();
    compact();
    Snapshot seen = hours.table().currentSnapshot();
    List<DeleteFile> dangling = action.dangling(table, seen);
    action.run(other().table(), Run.REAL);

    assertThatThrownBy(() -> action.remove(table, seen.snapshotId(), dangling))
        .isInstanceOf(ValidationException.class);

    assertThat(hours.rows()).hasSize(2);
  }

  /** One row is left of two files, one delete file of each kind reaches into both. */
  private void deleteThreeOfFour() {
    // Iceberg removes deletes by itself that are older than all data: this is older still.
    hours.append(List.of(Hours.row(48, "ITA", 7)));
    hours.append(List.of(Hours.row(0, "DEU", 1), Hours.row(0, "CHE", 3)));
    hours.append(List.of(Hours.row(0, "USA", 2), Hours.row(0, "FRA", 4)));
    PositionDeleteWriter<Record> writer = positions(firstDay().get(0));
    firstDay().stream()
        .sorted(Comparator.comparing(DataFile::location))
        .forEach(
            file -> {
              // The first row of the first file, the second of the second.
              long position = file.dataSequenceNumber() - 2;
              writer.write(PositionDelete.<Record>create().set(file.location(), position));
            });
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hours.table().newRowDelta().addDeletes(writer.toDeleteFile()).commit();
    hours.deleteByKey(Hours.row(0, "USA", 2));
  }

  private PositionDeleteWriter<Record> positions(DataFile file) {
    return new GenericFileWriterFactory.Builder(table)
        .build()
        .newPositionDeleteWriter(
            OutputFileFactory.builderFor(table, 7, 7)
                .format(PARQUET)
                .build()
                .newOutputFile(table.spec(), file.partition()),
            table.spec(),
            file.partition());
  }

  /** Writes the one row that is left in a file of its own, as compaction does. */
  private void compact() {
    Snapshot start = hours.table().currentSnapshot();
    List<DataFile> replaced = firstDay();
    DataFile compacted = hours.write(List.of(Hours.row(0, "CHE", 3))).get(0);
    RewriteFiles rewrite =
        hours
            .table()
            .newRewrite()
            .validateFromSnapshot(start.snapshotId())
            .dataSequenceNumber(start.sequenceNumber())
            .addFile(compacted);
    replaced.forEach(rewrite::deleteFile);
    rewrite.commit();
  }

  private List<DataFile> firstDay() {
    return hours.tasks().stream()
        .map(FileScanTask::file)
        .filter(file -> file.dataSequenceNumber() > 1)
        .toList();
  }

  private TestTable other() {
    return new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
  }
}
