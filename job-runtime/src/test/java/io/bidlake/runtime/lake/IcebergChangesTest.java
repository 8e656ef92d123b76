package io.bidlake.runtime.lake;

import static io.bidlake.runtime.lake.CheckpointedBatches.KEYED;
import static org.apache.flink.types.RowKind.DELETE;
import static org.apache.flink.types.RowKind.INSERT;
import static org.apache.flink.types.RowKind.UPDATE_AFTER;
import static org.apache.flink.types.RowKind.UPDATE_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.lake.CheckpointedBatches.Change;
import io.bidlake.tables.TableDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Changes that a running job writes, as a reader of the table sees them. */
class IcebergChangesTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path warehouse;
  private CatalogSettings catalog;
  private Lake lake;

  @BeforeEach
  void openLake() {
    catalog = new CatalogSettings("db", Map.of("type", "hadoop", "warehouse", "" + warehouse));
    lake = new Lake(catalog);
  }

  @Test
  void leavesNoDeleteFileBehindInserts() throws Exception {
    apply(
        batches()
            .then(new Change(INSERT, 0, "USA", 5), new Change(INSERT, 0, "DEU", 3))
            .then(new Change(INSERT, 1, "USA", 7)));

    assertThat(rows()).containsExactlyInAnyOrder("0 USA 5", "0 DEU 3", "1 USA 7");
    assertThat(deleteFiles()).isEmpty();
  }

  @Test
  void hasOneRowPerKeyAfterChangesOfLaterCheckpoints() throws Exception {
    apply(
        batches()
            .then(
                new Change(INSERT, 0, "USA", 5),
                new Change(INSERT, 0, "DEU", 3),
                new Change(INSERT, 1, "USA", 7),
                new Change(INSERT, 30, "USA", 9))
            .then(
                new Change(UPDATE_BEFORE, 0, "USA", 5),
                new Change(UPDATE_AFTER, 0, "USA", 6),
                new Change(DELETE, 1, "USA", 7))
            .then(
                new Change(UPDATE_BEFORE, 0, "USA", 6),
                new Change(UPDATE_AFTER, 0, "USA", 8),
                new Change(INSERT, 1, "USA", 1)));

    assertThat(rows()).containsExactlyInAnyOrder("0 USA 8", "0 DEU 3", "1 USA 1", "30 USA 9");
  }

  @Test
  void hasOneRowPerKeyAfterChangesOfOneCheckpoint() throws Exception {
    apply(
        batches()
            .then(
                new Change(INSERT, 0, "USA", 5),
                new Change(UPDATE_BEFORE, 0, "USA", 5),
                new Change(UPDATE_AFTER, 0, "USA", 6),
                new Change(INSERT, 0, "DEU", 1),
                new Change(DELETE, 0, "DEU", 1),
                new Change(INSERT, 0, "FRA", 1),
                new Change(DELETE, 0, "FRA", 1),
                new Change(INSERT, 0, "FRA", 2),
                new Change(UPDATE_BEFORE, 0, "USA", 6),
                new Change(UPDATE_AFTER, 0, "USA", 7)));

    assertThat(rows()).containsExactlyInAnyOrder("0 USA 7", "0 FRA 2");
  }

  @Test
  void appendsRowsOfManyPartitions() throws Exception {
    Change[] days = new Change[100];
    Arrays.setAll(days, day -> new Change(INSERT, 24 * day, "USA", day));

    run(batches().then(days).then(days), IcebergSinks::append);

    assertThat(rows()).hasSize(200).contains("0 USA 0", "2376 USA 99");
  }

  @Test
  void deletesByWindowStartFirst() throws Exception {
    apply(batches().then(new Change(INSERT, 0, "USA", 5)).then(new Change(DELETE, 0, "USA", 5)));

    Table table = table();
    assertThat(deleteFiles())
        .filteredOn(file -> file.content() == FileContent.EQUALITY_DELETES)
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(file.equalityFieldIds().stream().map(table.schema()::findColumnName))
                    .containsExactly("window_start", "device_geo_country"));
    assertThat(rows()).isEmpty();
  }

  private void apply(CheckpointedBatches batches) throws Exception {
    run(batches, IcebergSinks::apply);
  }

  private interface Sink {
    void add(IcebergSinks sinks, DataStream<RowData> rows, TableDefinition<?> table);
  }

  private CheckpointedBatches batches() {
    return new CheckpointedBatches(lake.rows(KEYED), catalog);
  }

  // As the source is.
  @SuppressWarnings("deprecation")
  private void run(CheckpointedBatches batches, Sink sink) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            new Configuration()
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50)));
    env.setParallelism(2);
    DataStream<RowData> changes =
        env.addSource(batches, "changes", lake.rows(KEYED).typeInformation());
    sink.add(new IcebergSinks(lake), changes, KEYED);
    env.execute();
  }

  private Table table() {
    return lake.open(KEYED);
  }

  private List<String> rows() throws IOException {
    List<String> rows = new ArrayList<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table()).build()) {
      for (Record record : records) {
        OffsetDateTime start = (OffsetDateTime) record.getField("window_start");
        rows.add(
            "%d %s %s"
                .formatted(
                    start.toEpochSecond() / 3600,
                    record.getField("device_geo_country"),
                    record.getField("impression_count")));
      }
    }
    return rows;
  }

  /** Those that a reader has to apply. */
  private List<DeleteFile> deleteFiles() throws IOException {
    List<DeleteFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table().newScan().planFiles()) {
      tasks.forEach(task -> files.addAll(task.deletes()));
    }
    return files;
  }
}
