package io.bidlake.runtime.lake;

import static io.bidlake.runtime.lake.CheckpointedBatches.APPENDED;
import static io.bidlake.runtime.lake.CheckpointedBatches.KEYED;
import static org.apache.flink.types.RowKind.INSERT;
import static org.apache.flink.types.RowKind.UPDATE_AFTER;
import static org.apache.flink.types.RowKind.UPDATE_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.lake.CheckpointedBatches.Change;
import io.bidlake.tables.TableDefinition;
import io.bidlake.testing.RestCatalogStub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A job has written its tables anew in another namespace. They get the names of those that were
 * wrong, and the job goes on there from its own snapshot, as docs/replay.md tells.
 */
@Timeout(60)
class SwappedTableTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(
                  new Configuration().set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 100))
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Change WRONG = new Change(INSERT, 1, "UNKNOWN", 3);
  private static final Change RIGHT = new Change(INSERT, 1, "DEU", 2);
  private static final Change OTHER = new Change(INSERT, 1, "FRA", 1);
  private static final Change[] CORRECTION = {
    new Change(UPDATE_BEFORE, 1, "DEU", 2), new Change(UPDATE_AFTER, 1, "DEU", 4)
  };

  @TempDir Path temp;
  private RestCatalogStub catalog;
  private SinkRun live;
  private SinkRun replay;

  @BeforeEach
  void start() throws IOException {
    catalog = new RestCatalogStub(temp.resolve("warehouse"));
    live = new SinkRun(new CatalogSettings("db", catalog.properties()), temp.resolve("live"));
    replay =
        new SinkRun(new CatalogSettings("replay", catalog.properties()), temp.resolve("replay"));
  }

  @AfterEach
  void stop() throws IOException {
    catalog.close();
  }

  /**
   * The newest snapshot has nothing to commit any more. The one before it, like the savepoint of an
   * orderly stop, has files that were committed under the other name.
   */
  @ParameterizedTest
  @CsvSource({"0", "1"})
  void theJobGoesOnWhereItsTableWentAndTheOldTableStays(int before) throws Exception {
    writeUntilItDies(live, KEYED, WRONG);
    SinkRun.Failed counted = writeUntilItDies(replay, KEYED, RIGHT, OTHER);
    swap(KEYED);

    live.from(
        checkpoint(counted, before),
        KEYED,
        live.batches(KEYED).then(RIGHT, OTHER).then(CORRECTION));

    assertThat(live.rows(KEYED)).isEqualTo(Map.of("1 DEU 4", 1, "1 FRA 1", 1));
    assertThat(rowsBefore(KEYED)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void theSameWhereRowsAreAppended(int before) throws Exception {
    writeUntilItDies(live, APPENDED, WRONG);
    SinkRun.Failed counted = writeUntilItDies(replay, APPENDED, RIGHT, OTHER);
    swap(APPENDED);

    live.from(
        checkpoint(counted, before),
        APPENDED,
        live.batches(APPENDED).then(RIGHT, OTHER).then(new Change(INSERT, 2, "DEU", 4)));

    assertThat(live.rows(APPENDED)).isEqualTo(Map.of("1 DEU 2", 1, "1 FRA 1", 1, "2 DEU 4", 1));
    assertThat(rowsBefore(APPENDED)).isEqualTo(1);
  }

  @Test
  void theWayBackIsTheSame() throws Exception {
    SinkRun.Failed wrong = writeUntilItDies(live, KEYED, WRONG);
    writeUntilItDies(replay, KEYED, RIGHT);
    swap(KEYED);
    rename("db", KEYED.name(), "replay", KEYED.name());
    rename("db", KEYED.name() + "_before", "db", KEYED.name());

    live.from(checkpoint(wrong, 1), KEYED, live.batches(KEYED).then(WRONG).then(OTHER));

    assertThat(live.rows(KEYED)).isEqualTo(Map.of("1 UNKNOWN 3", 1, "1 FRA 1", 1));
    assertThat(replay.rows(KEYED)).isEqualTo(Map.of("1 DEU 2", 1));
  }

  private static SinkRun.Failed writeUntilItDies(
      SinkRun run, TableDefinition<Change> table, Change... rows) throws IOException {
    CheckpointedBatches batches =
        run.batches(table)
            .then(rows)
            .andThen(
                () -> {
                  throw new IllegalStateException("stopped");
                });
    SinkRun.Failed failed = run.untilItFails("", table, batches);
    assertThat(failed.why()).hasStackTraceContaining("stopped");
    return failed;
  }

  private void swap(TableDefinition<?> table) {
    rename("db", table.name(), "db", table.name() + "_before");
    rename("replay", table.name(), "db", table.name());
  }

  private void rename(String from, String name, String to, String newName) {
    catalog.tables().renameTable(TableIdentifier.of(from, name), TableIdentifier.of(to, newName));
  }

  private long rowsBefore(TableDefinition<?> table) {
    return Long.parseLong(
        catalog
            .tables()
            .loadTable(TableIdentifier.of("db", table.name() + "_before"))
            .currentSnapshot()
            .summary()
            .get("total-records"));
  }

  private static String checkpoint(SinkRun.Failed failed, int before) {
    String newest = failed.checkpoint();
    long number = Long.parseLong(newest.replaceAll(".*chk-|/", ""));
    return failed.checkpoint(Long.toString(number - before));
  }
}
