package io.bidlake.runtime.lake;

import static io.bidlake.runtime.lake.CheckpointedBatches.APPENDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.testing.RestCatalogStub;
import io.bidlake.testing.RestCatalogStub.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.flink.TableLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits of two attempts of a sink at one table, each of which saw it before the other's. */
class CheckedCommitsTest {

  private static final String JOB = "0000000000000000000000000000000a";
  private static final String OPERATOR = "000000000000000000000000000000c1";

  @TempDir Path temp;
  private RestCatalogStub catalog;
  private Lake lake;
  private Table table;
  private Table frozen;
  private Table restored;

  @BeforeEach
  void loadTwice() throws IOException {
    catalog = new RestCatalogStub(temp);
    lake = new Lake(new CatalogSettings("db", catalog.properties()));
    table = lake.open(APPENDED);
    frozen = load();
    restored = load();
  }

  @AfterEach
  void close() throws IOException {
    lake.close();
    catalog.close();
  }

  @Test
  void takesACommitForDoneThatAnotherAttemptMade() {
    commit(restored, JOB, OPERATOR, 5, "a", "b");
    commit(frozen, JOB, OPERATOR, 5, "a", "b");

    assertThat(commits()).containsExactly("5");
  }

  @Test
  void goesOnWithTheCheckpointsAfterIt() {
    commit(restored, JOB, OPERATOR, 5, "a");
    commit(restored, JOB, OPERATOR, 6, "b");
    commit(frozen, JOB, OPERATOR, 5, "a");
    commit(frozen, JOB, OPERATOR, 6, "b");
    commit(frozen, JOB, OPERATOR, 7, "c");

    assertThat(commits()).containsExactly("7", "6", "5");
  }

  @Test
  void readsNothingAgainOfWhatItHasCommittedItself() {
    commit(restored, JOB, OPERATOR, 5, "a");
    restored
        .currentSnapshot()
        .allManifests(restored.io())
        .forEach(manifest -> restored.io().deleteFile(manifest.path()));

    commit(restored, JOB, OPERATOR, 6, "b");

    assertThat(commits()).containsExactly("6", "5");
  }

  @Test
  void goesOnAfterAConflictThatTheNextTryHasSettled() {
    catalog.meanwhile(() -> commit(frozen, "another", OPERATOR, 1, "other"));

    commit(restored, JOB, OPERATOR, 5, "a");
    commit(restored, JOB, OPERATOR, 6, "b");

    assertThat(commits()).containsExactly("6", "5", "1");
  }

  @Test
  void losesNothingOfAJobThatStartsAnewWithTheSameId() {
    commit(restored, JOB, OPERATOR, 900, "a");
    commit(frozen, JOB, OPERATOR, 1, "b");

    assertThat(commits()).containsExactly("1", "900");
  }

  @Test
  void commitsWhatAnotherJobOrOperatorWrites() {
    commit(restored, JOB, OPERATOR, 5, "a");
    commit(frozen, JOB, "another", 5, "b");
    commit(restored, "another", OPERATOR, 5, "c");

    assertThat(commits()).containsExactly("5", "5", "5");
  }

  @Test
  void refusesACommitOfWhichAPartIsInTheTable() {
    commit(restored, JOB, OPERATOR, 5, "a");

    assertThatThrownBy(() -> commit(frozen, JOB, OPERATOR, 6, "a", "b"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("has only a part of the files to commit");
  }

  @Test
  void repeatsAnEmptyCommitWithoutHarm() {
    commit(restored, JOB, OPERATOR, 5);
    commit(frozen, JOB, OPERATOR, 5);

    assertThat(commits()).containsExactly("5", "5");
  }

  @Test
  void removesNothingOfARewriteThatWasSentTwice() throws IOException {
    commit(restored, JOB, OPERATOR, 1, "a");
    LakeTables tables = lake.tables();
    tables.open();
    Table maintained = tables.load(APPENDED.name());
    catalog.next(Fate.SENT_TWICE);

    assertThatThrownBy(
            () -> maintained.newRewrite().deleteFile(file("a")).addFile(file("merged")).commit())
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("was rejected but is in the table");

    table.refresh();
    assertThat(SnapshotChanges.builderFor(table).build().addedDataFiles())
        .extracting(DataFile::location)
        .containsExactly(file("merged").location());
  }

  @Test
  void refusesAnotherTableThatTookTheName() {
    TableLoader loader = lake.loaderOf(APPENDED);
    loader.open();
    loader.loadTable();
    catalog.tables().dropTable(TableIdentifier.of("db", APPENDED.name()));
    lake.open(APPENDED);

    assertThatThrownBy(loader::loadTable)
        .isInstanceOf(IncompatibleTableException.class)
        .hasMessageContaining("it was dropped and created again");
  }

  private Table load() {
    TableLoader loader = lake.loaderOf(APPENDED);
    loader.open();
    return loader.loadTable();
  }

  private void commit(Table into, String job, String operator, long checkpoint, String... files) {
    AppendFiles append =
        into.newAppend()
            .set("flink.job-id", job)
            .set("flink.operator-id", operator)
            .set("flink.max-committed-checkpoint-id", String.valueOf(checkpoint));
    for (String name : files) {
      append.appendFile(file(name));
    }
    append.commit();
  }

  private DataFile file(String name) {
    return DataFiles.builder(table.spec())
        .withPath(temp.resolve(name + ".parquet").toString())
        .withPartitionPath("window_start_day=1970-01-01")
        .withFileSizeInBytes(1)
        .withRecordCount(1)
        .build();
  }

  /** The checkpoints in the table, the newest first. */
  private Stream<String> commits() {
    table.refresh();
    return Stream.iterate(
            table.currentSnapshot(),
            snapshot -> snapshot != null,
            snapshot -> snapshot.parentId() == null ? null : table.snapshot(snapshot.parentId()))
        .map(snapshot -> snapshot.summary().get("flink.max-committed-checkpoint-id"));
  }
}
