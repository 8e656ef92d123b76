package io.bidlake.maintenance.action.orphans;

import static io.bidlake.maintenance.action.FlinkHistory.JOB;
import static io.bidlake.maintenance.action.FlinkHistory.OLD_JOB;
import static io.bidlake.maintenance.action.FlinkHistory.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.action.Ages;
import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.action.FilePath;
import io.bidlake.maintenance.action.FlinkHistory;
import io.bidlake.maintenance.action.TableAction.Run;
import io.bidlake.maintenance.action.orphans.PendingCommits.UnreadableManifestException;
import io.bidlake.maintenance.action.orphans.RemoveOrphanFiles.OrphanSettings;
import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.flink.sink.FlinkManifestUtil;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.WriteResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a sink wrote before a checkpoint and commits when somebody restores it. */
class PendingCommitsTest {

  @TempDir Path warehouse;
  private final RemoveOrphanFiles action =
      new RemoveOrphanFiles(new OrphanSettings(Duration.ofDays(3)), Ages.in(Duration.ofDays(300)));
  private TestTable hours;
  private Table table;
  private FlinkHistory history;
  private OrphanFolder folder;

  @BeforeEach
  void createTable() {
    hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    table = hours.table();
    history = new FlinkHistory(hours);
    folder = new OrphanFolder(table);
  }

  @Test
  void keepsWhatASinkHasStillToCommit() throws IOException {
    history.commit(JOB, OPERATOR, 6);
    DataFile pending = pending(JOB, 7);
    Path orphan = folder.orphan("data/00000-0-*-00001.parquet");

    assertThat(action.run(table, Run.REAL).filesBefore()).isEqualTo(1);

    assertThat(orphan).doesNotExist();
    commit(pending);
    assertThat(hours.rows()).hasSize(2);
    assertThat(folder.files()).anyMatch(file -> file.contains(JOB));
  }

  @Test
  void keepsWhatASinkHasStillToDelete() throws IOException {
    hours.append(List.of(Hours.row(5, "USA", 5)));
    DeleteFile pending = pendingDelete(JOB, 1);

    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());

    hours.table().newRowDelta().addDeletes(pending).commit();
    assertThat(hours.rows()).isEmpty();
  }

  @Test
  void keepsWhatASinkWroteThatNeverCommittedYet() throws IOException {
    commit(pendingAfter(() -> pending(JOB, 1)));

    assertThat(hours.rows()).hasSize(1);
  }

  @Test
  void removesWhatASinkWroteForACheckpointThatFailed() throws IOException {
    pending(JOB, 7);
    history.commit(JOB, OPERATOR, 8);

    assertThat(action.run(table, Run.REAL).filesBefore()).isEqualTo(2);

    assertThat(hours.rows()).hasSize(1);
    assertThat(folder.files()).noneMatch(file -> file.contains(JOB));
  }

  @Test
  void goesByTheLatestCommitOfAJobWhoseIdIsUsedAgain() throws IOException {
    history.commit(JOB, OPERATOR, 900);
    history.commit(JOB, OPERATOR, 6);

    commit(pendingAfter(() -> pending(JOB, 7)));

    assertThat(hours.rows()).hasSize(3);
  }

  @Test
  void goesByTheBranchThatIsFurthestBehind() throws IOException {
    history.commit(JOB, OPERATOR, 6);
    table.manageSnapshots().createBranch("audit").commit();
    history.commit(JOB, OPERATOR, 7);

    commit(pendingAfter(() -> pending(JOB, 7)));

    assertThat(hours.rows()).hasSize(3);
  }

  @Test
  void doesNotTakeAnotherJobsCommitForTheSinks() throws IOException {
    history.commit(OLD_JOB, OPERATOR, 100);

    commit(pendingAfter(() -> pending(JOB, 7)));

    assertThat(hours.rows()).hasSize(2);
  }

  @Test
  void keepsWhatIsListedInAFolderOfManifestsElsewhere() throws IOException {
    Path elsewhere = warehouse.resolve("all-manifests");
    Files.createDirectories(elsewhere);
    table.updateProperties().set("flink.manifests.location", elsewhere.toString()).commit();
    Path anothers = Files.writeString(elsewhere.resolve("00000-0-any.parquet"), "not mine");

    commit(pendingAfter(() -> pending(JOB, 7)));

    assertThat(hours.rows()).hasSize(1);
    assertThat(elsewhere).isDirectoryContaining(file -> file.toString().contains(JOB));
    assertThat(anothers).exists();
  }

  @Test
  void removesNothingWhenAPendingManifestCannotBeRead() throws IOException {
    pending(JOB, 7);
    Path manifest = manifest();
    Files.writeString(manifest, "damaged");
    Files.deleteIfExists(manifest.resolveSibling("." + manifest.getFileName() + ".crc"));
    int files = folder.files().size();

    assertThatThrownBy(() -> action.run(table, Run.REAL))
        .isInstanceOf(UnreadableManifestException.class)
        .hasMessageContaining("no file of ")
        .hasMessageContaining(manifest.getFileName().toString())
        .hasMessageContaining("job %s has not committed its checkpoint 7 yet".formatted(JOB));

    assertThat(folder.files()).hasSize(files);
  }

  private interface Pending {
    DataFile write() throws IOException;
  }

  /** A file that is pending while orphans are removed. */
  private DataFile pendingAfter(Pending pending) throws IOException {
    DataFile file = pending.write();
    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());
    return file;
  }

  private DataFile pending(String job, long checkpoint) throws IOException {
    DataFile file = hours.write(List.of(Hours.row(100, "FRA", 1))).get(0);
    writeManifest(WriteResult.builder().addDataFiles(file).build(), job, checkpoint);
    return file;
  }

  /** A delete file that no snapshot knows. */
  private DeleteFile pendingDelete(String job, long checkpoint) throws IOException {
    EqualityDeleteWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .equalityFieldIds(new int[] {table.schema().findField("impression_count").fieldId()})
            .equalityDeleteRowSchema(table.schema().select("impression_count"))
            .build()
            .newEqualityDeleteWriter(
                OutputFileFactory.builderFor(table, 7, 7)
                    .format(FileFormat.PARQUET)
                    .build()
                    .newOutputFile(table.spec(), hours.tasks().get(0).file().partition()),
                table.spec(),
                hours.tasks().get(0).file().partition());
    try (writer) {
      Record key = GenericRecord.create(table.schema().select("impression_count"));
      key.setField("impression_count", 5L);
      writer.write(key);
    }
    DeleteFile file = writer.toDeleteFile();
    writeManifest(WriteResult.builder().addDeleteFiles(file).build(), job, checkpoint);
    return file;
  }

  private void writeManifest(WriteResult result, String job, long checkpoint) throws IOException {
    table = hours.table();
    var manifests =
        FlinkManifestUtil.createOutputFileFactory(
            () -> table, table.properties(), job, OPERATOR, 0, 1);
    FlinkManifestUtil.writeCompletedFiles(
        result, () -> manifests.create(checkpoint), table.spec(), 2);
  }

  private void commit(DataFile file) {
    hours.table().newAppend().appendFile(file).commit();
  }

  private Path manifest() {
    String name =
        folder.files().stream().filter(file -> file.contains(JOB)).findAny().orElseThrow();
    return Path.of(FilePath.of(table.location())).resolve(name);
  }
}
