package io.bidlake.runtime.lake;

import static io.bidlake.runtime.lake.CheckpointedBatches.APPENDED;
import static io.bidlake.runtime.lake.CheckpointedBatches.KEYED;
import static org.apache.flink.types.RowKind.INSERT;
import static org.apache.flink.types.RowKind.UPDATE_AFTER;
import static org.apache.flink.types.RowKind.UPDATE_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.lake.CheckpointedBatches.Change;
import io.bidlake.runtime.lake.SinkRun.Failed;
import io.bidlake.tables.TableDefinition;
import io.bidlake.testing.RestCatalogStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.ExceptionUtils;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.PositionDelete;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.encryption.EncryptionKeyMetadata;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Another engine at a table while a job writes it: the lines of the table in docs/operations.md.
 * Each job writes a first batch, the other engine does its work, the job writes a second batch and
 * dies, and the next one goes on from its checkpoint.
 */
@Timeout(60)
class OtherEngineTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(
                  new Configuration().set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 100))
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final String DIES = "dies after its second batch";

  /** What is done after the first batch and after the second, in the same JVM. */
  private static Runnable afterFirst;

  private static Runnable afterSecond;

  @TempDir Path temp;
  private RestCatalogStub catalog;
  private Lake lake;

  /** The table before the other engine did its work. */
  private Table before;

  @BeforeEach
  void start() throws IOException {
    catalog = new RestCatalogStub(temp.resolve("warehouse"));
    lake = new Lake(new CatalogSettings("db", catalog.properties()));
    afterFirst = () -> {};
    afterSecond = OtherEngineTest::die;
  }

  @AfterEach
  void stop() throws IOException {
    lake.close();
    catalog.close();
  }

  /** What another engine does with a table. */
  interface Work {
    void at(OtherEngineTest test, Table table);
  }

  /**
   * What is tried.
   *
   * @param stops what the job says that stops; null for one that goes on
   * @param mend what has it go on; null where nothing does
   * @param gone rows that the other engine took away
   */
  record Case(
      String name,
      TableDefinition<Change> table,
      Work work,
      String stops,
      Work mend,
      Map<String, Integer> gone) {

    static Case goesOn(String name, TableDefinition<Change> table, Work work) {
      return new Case(name, table, work, null, null, Map.of());
    }

    static Case stops(
        String name, TableDefinition<Change> table, Work work, String stops, Work mend) {
      return new Case(name, table, work, stops, mend, Map.of());
    }

    Case without(String row) {
      return new Case(name, table, work, stops, mend, Map.of(row, 1));
    }

    @Override
    public String toString() {
      return name + ", " + table;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        Case.goesOn(
            "column added",
            KEYED,
            (test, table) ->
                table.updateSchema().addColumn("note", Types.StringType.get()).commit()),
        Case.stops(
            "required column added",
            APPENDED,
            (test, table) ->
                table
                    .updateSchema()
                    .allowIncompatibleChanges()
                    .addRequiredColumn("note", Types.StringType.get())
                    .commit(),
            "column note is required but this job does not write it",
            (test, table) -> table.updateSchema().deleteColumn("note").commit()),
        Case.goesOn(
            "optional column renamed",
            KEYED,
            (test, table) -> table.updateSchema().renameColumn("size", "magnitude").commit()),
        Case.stops(
            "required column renamed",
            KEYED,
            (test, table) -> table.updateSchema().renameColumn("window_start", "hour").commit(),
            "column window_start is part of the key but is missing",
            (test, table) -> table.updateSchema().renameColumn("hour", "window_start").commit()),
        Case.goesOn(
            "optional column dropped",
            KEYED,
            (test, table) -> table.updateSchema().deleteColumn("size").commit()),
        Case.stops(
            "column of the key dropped",
            KEYED,
            (test, table) ->
                table
                    .updateSchema()
                    .setIdentifierFields("window_start")
                    .deleteColumn("device_geo_country")
                    .commit(),
            "column device_geo_country is part of the key but is missing",
            null),
        Case.stops(
            "column widened",
            APPENDED,
            (test, table) ->
                table.updateSchema().updateColumn("size", Types.LongType.get()).commit(),
            "column size must be int, was long",
            (test, table) -> table.updateSchema().renameColumn("size", "wide_size").commit()),
        Case.goesOn(
            "column made optional",
            KEYED,
            (test, table) -> table.updateSchema().makeColumnOptional("impression_count").commit()),
        Case.goesOn(
            "column moved",
            KEYED,
            (test, table) -> table.updateSchema().moveFirst("impression_count").commit()),
        Case.goesOn(
            "partitioning evolved",
            APPENDED,
            (test, table) -> table.updateSpec().addField("device_geo_country").commit()),
        Case.stops(
            "partitioning evolved",
            KEYED,
            (test, table) -> table.updateSpec().addField("device_geo_country").commit(),
            "its partitioning must stay as it was created",
            (test, table) -> table.updateSpec().removeField("device_geo_country").commit()),
        Case.goesOn(
            "sort order evolved",
            KEYED,
            (test, table) ->
                table.replaceSortOrder().asc("window_start", NullOrder.NULLS_LAST).commit()),
        Case.stops(
            "table dropped",
            APPENDED,
            (test, table) -> test.catalog.tables().dropTable(id(table), false),
            "Table does not exist: db.appended",
            (test, table) -> test.register(test.before)),
        Case.stops(
            "table purged",
            APPENDED,
            (test, table) -> {
              test.catalog.tables().dropTable(id(table), false);
              CatalogUtil.dropTableData(table.io(), ((BaseTable) table).operations().current());
            },
            "Table does not exist: db.appended",
            null),
        Case.stops(
            "table renamed",
            KEYED,
            (test, table) ->
                test.catalog.tables().renameTable(id(table), TableIdentifier.of("db", "other")),
            "Table does not exist: db.keyed",
            (test, table) ->
                test.catalog.tables().renameTable(TableIdentifier.of("db", "other"), id(table))),
        Case.stops(
            "table dropped and created again",
            APPENDED,
            (test, table) -> {
              test.catalog.tables().dropTable(id(table), false);
              test.lake.open(APPENDED);
            },
            "Table UUID does not match|it was dropped and created again",
            (test, table) -> {
              test.catalog.tables().dropTable(id(table), false);
              test.register(test.before);
            }),
        Case.stops(
            "table replaced by one with other types",
            APPENDED,
            (test, table) ->
                test.catalog
                    .tables()
                    .buildTable(
                        id(table),
                        new Schema(
                            Types.NestedField.optional(
                                1, "impression_count", Types.StringType.get())))
                    .createOrReplaceTransaction()
                    .commitTransaction(),
            "column impression_count must be long, was string",
            null),
        Case.stops(
            "table upgraded to format 3",
            KEYED,
            (test, table) -> table.updateProperties().set("format-version", "3").commit(),
            "its format version must be 2, was 3",
            null),
        Case.goesOn(
            "all but the last snapshot expired",
            KEYED,
            (test, table) -> {
              table.newAppend().commit();
              expire(table);
            }),
        Case.goesOn("rows deleted by position", APPENDED, (test, table) -> deleteFirstRow(table))
            .without("0 USA 5"),
        Case.goesOn(
            "branch written",
            KEYED,
            (test, table) -> {
              table.manageSnapshots().createBranch("audit").commit();
              table.newAppend().toBranch("audit").commit();
            }),
        Case.goesOn(
            "rolled back behind the job's commit",
            APPENDED,
            (test, table) -> {
              long before = table.currentSnapshot().snapshotId();
              table.newAppend().commit();
              table.manageSnapshots().rollbackTo(before).commit();
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void leavesTheJobRunningOrStopsItAndLosesNothing(Case tried) throws Exception {
    SinkRun run =
        new SinkRun(new CatalogSettings("db", catalog.properties()), temp.resolve("checkpoints"));
    afterFirst =
        () -> {
          before = find(tried);
          tried.work().at(this, find(tried));
        };

    Failed first = run.untilItFails("", tried.table(), batches(run, tried.table()));

    assertThat(ExceptionUtils.stringifyException(first.why()))
        .containsPattern(tried.stops() == null ? DIES : tried.stops());
    if (tried.stops() == null || tried.mend() != null) {
      if (tried.mend() != null) {
        tried.mend().at(this, lake.find(tried.table().name()).orElse(before));
      }
      afterFirst = () -> {};
      afterSecond = () -> {};
      run.from(first.checkpoint(), tried.table(), batches(run, tried.table()));
      assertThat(run.rows(tried.table())).isEqualTo(expected(tried));
    }
  }

  static Stream<Case> goneCommits() {
    return Stream.of(
        Case.goesOn(
            "expired",
            APPENDED,
            (test, table) -> {
              table.newAppend().commit();
              expire(table);
            }),
        Case.goesOn(
                "rolled back",
                APPENDED,
                (test, table) ->
                    table.manageSnapshots().rollbackTo(table.currentSnapshot().parentId()).commit())
            .without("0 USA 6"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goneCommits")
  void isNotRestoredWhereItsLastCommitIsGoneUntilASnapshotTellsOfIt(Case tried) throws Exception {
    SinkRun run =
        new SinkRun(new CatalogSettings("db", catalog.properties()), temp.resolve("checkpoints"));
    AtomicReference<Snapshot> last = new AtomicReference<>();
    afterSecond =
        () -> {
          last.set(find(tried).currentSnapshot());
          tried.work().at(this, find(tried));
          die();
        };
    Failed first = run.untilItFails("", APPENDED, batches(run, APPENDED));

    Map<String, String> told = new TreeMap<>(last.get().summary());
    told.keySet().removeIf(key -> !key.startsWith("flink."));
    // It has not heard yet whether what it wrote is committed.
    String checkpoint = first.checkpoint(told.get("flink.max-committed-checkpoint-id"));
    afterSecond = () -> {};

    Failed second = run.untilItFails(checkpoint, APPENDED, batches(run, APPENDED));

    assertThat(second.why())
        .hasStackTraceContaining("NotFoundException")
        .hasStackTraceContaining(
            "%s-%s".formatted(told.get("flink.job-id"), told.get("flink.operator-id")));
    AppendFiles telling = find(tried).newAppend();
    told.forEach(telling::set);
    telling.commit();
    run.from(checkpoint, APPENDED, batches(run, APPENDED));
    assertThat(run.rows(APPENDED)).isEqualTo(expected(tried));
  }

  /** No fault of another engine, but the one way that is known to write rows twice. */
  @Test
  void writesRowsAgainThatCameAfterAnOlderCheckpoint() throws Exception {
    SinkRun run =
        new SinkRun(new CatalogSettings("db", catalog.properties()), temp.resolve("checkpoints"));
    AtomicReference<Snapshot> older = new AtomicReference<>();
    afterFirst = () -> older.set(lake.find(APPENDED.name()).orElseThrow().currentSnapshot());
    Failed first = run.untilItFails("", APPENDED, batches(run, APPENDED));
    afterFirst = () -> {};
    afterSecond = () -> {};

    String checkpoint =
        first.checkpoint(older.get().summary().get("flink.max-committed-checkpoint-id"));
    run.from(checkpoint, APPENDED, batches(run, APPENDED));

    assertThat(run.rows(APPENDED)).isEqualTo(Map.of("0 USA 5", 1, "0 USA 6", 2, "1 DEU 7", 1));
  }

  private Table find(Case tried) {
    return lake.find(tried.table().name()).orElseThrow();
  }

  private static CheckpointedBatches batches(SinkRun run, TableDefinition<Change> table)
      throws IOException {
    return run.batches(table)
        .then(new Change(INSERT, 0, "USA", 5))
        .andThen(() -> afterFirst.run())
        .then(
            table == KEYED
                ? new Change[] {
                  new Change(UPDATE_BEFORE, 0, "USA", 5), new Change(UPDATE_AFTER, 0, "USA", 6)
                }
                : new Change[] {new Change(INSERT, 0, "USA", 6)})
        .andThen(() -> afterSecond.run())
        .then(new Change(INSERT, 1, "DEU", 7));
  }

  private static void die() {
    throw new IllegalStateException(DIES);
  }

  private static Map<String, Integer> expected(Case tried) {
    Map<String, Integer> rows = new TreeMap<>(Map.of("0 USA 6", 1, "1 DEU 7", 1));
    if (tried.table() == APPENDED) {
      rows.put("0 USA 5", 1);
    }
    tried.gone().keySet().forEach(rows::remove);
    return rows;
  }

  private static TableIdentifier id(Table table) {
    return TableIdentifier.of("db", table.name().substring(table.name().lastIndexOf('.') + 1));
  }

  private void register(Table table) {
    TableMetadata last = ((BaseTable) table).operations().current();
    catalog.tables().registerTable(id(table), last.metadataFileLocation());
  }

  private static void expire(Table table) {
    table.expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();
  }

  private static void deleteFirstRow(Table table) {
    DataFile file = SnapshotChanges.builderFor(table).build().addedDataFiles().iterator().next();
    PositionDeleteWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .build()
            .newPositionDeleteWriter(
                EncryptedFiles.encryptedOutput(
                    table.io().newOutputFile(file.location() + ".deletes.parquet"),
                    EncryptionKeyMetadata.EMPTY),
                table.spec(),
                file.partition());
    try (writer) {
      writer.write(PositionDelete.<Record>create().set(file.location(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DeleteFile deletes = writer.toDeleteFile();
    table.newRowDelta().addDeletes(deletes).commit();
  }
}
