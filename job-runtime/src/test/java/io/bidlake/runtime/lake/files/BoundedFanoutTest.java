package io.bidlake.runtime.lake.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.OutputFileFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFanoutTest {

  private static final int MOST = 20;

  @TempDir Path warehouse;
  private final FilesOfTask.Limit limit = new FilesOfTask.Limit(MOST);
  private Table table;
  private OutputFileFactory files;

  @BeforeEach
  void openTable() throws IOException {
    try (Lake lake =
        new Lake(
            new CatalogSettings("db", Map.of("type", "hadoop", "warehouse", "" + warehouse)))) {
      table = lake.open(Tables.BID_REQUESTS);
    }
    files = OutputFileFactory.builderFor(table, 0, 0).format(FileFormat.PARQUET).build();
  }

  @Test
  void keepsNoMoreFilesOpenThanAllowedHoweverManyPartitionsThereAre() throws IOException {
    FanoutWriter writer = writer();

    for (int i = 0; i < 300; i++) {
      writer.write(row(i, i % 30, "C" + i % 100));
      assertThat(limit.open().get()).isLessThanOrEqualTo(MOST);
    }
    commit(writer.complete().dataFiles());

    assertThat(limit.open().get()).isZero();
    assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected(300));
  }

  @Test
  void writesOneFileForEachPartitionWhenThereIsRoom() throws IOException {
    FanoutWriter writer = writer();

    for (int i = 0; i < 100; i++) {
      writer.write(row(i, 0, "C" + i % MOST));
    }

    assertThat(writer.complete().dataFiles())
        .hasSize(MOST)
        .allSatisfy(file -> assertThat(file.recordCount()).isEqualTo(5));
  }

  @Test
  void closesTheFileThatHasWaitedLongestForARow() throws IOException {
    FanoutWriter writer = writer();

    for (int i = 0; i < 200; i++) {
      writer.write(row(2 * i, 0, "busy"));
      writer.write(row(2 * i + 1, 0, "C" + i));
    }

    assertThat(writer.complete().dataFiles())
        .hasSize(201)
        .filteredOn(file -> file.recordCount() == 200)
        .hasSize(1);
  }

  @Test
  void leavesEachWriterSomeFilesWhenOthersHaveTakenAll() throws IOException {
    FanoutWriter greedy = writer();
    FanoutWriter other = writer();
    for (int i = 0; i < MOST; i++) {
      greedy.write(row(i, 0, "C" + i));
    }

    for (int i = 0; i < 100; i++) {
      other.write(row(i, 0, "C" + i));
    }

    assertThat(limit.open().get()).isEqualTo(MOST + FilesOfTask.OF_EACH_TASK);
    greedy.abort();
    other.abort();
    assertThat(limit.open().get()).isZero();
    assertThat(dataFilesOnDisk()).isEmpty();
  }

  @Test
  void saysThatFlinkSinkIsAnotherThanExpected() {
    assertThatThrownBy(() -> BoundedFanout.replaceIn(new Object()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Object is not built as it was in Iceberg 1.11 and Flink 2.1");
  }

  private FanoutWriter writer() {
    return new FanoutWriter(table, table.schema(), table.spec(), files, new FilesOfTask(limit));
  }

  private RowData row(int id, int day, String country) {
    GenericRowData row = new GenericRowData(table.schema().columns().size());
    row.setField(position("request_id"), StringData.fromString("r" + id));
    row.setField(position("device_geo_country"), StringData.fromString(country));
    row.setField(position("auction_type"), 1);
    TimestampData time = TimestampData.fromEpochMillis(day * 86_400_000L);
    row.setField(position("event_timestamp"), time);
    row.setField(position("received_at"), time);
    return row;
  }

  private int position(String column) {
    return table.schema().columns().indexOf(table.schema().findField(column));
  }

  private void commit(DataFile[] written) {
    AppendFiles append = table.newAppend();
    Stream.of(written).forEach(append::appendFile);
    append.commit();
  }

  private List<String> ids() throws IOException {
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
      return Stream.of(rows)
          .flatMap(all -> java.util.stream.StreamSupport.stream(all.spliterator(), false))
          .map(row -> (String) row.getField("request_id"))
          .toList();
    }
  }

  private static List<String> expected(int rows) {
    return IntStream.range(0, rows).mapToObj(i -> "r" + i).toList();
  }

  private List<Path> dataFilesOnDisk() {
    try (Stream<Path> all = Files.walk(warehouse)) {
      return all.filter(file -> file.toString().endsWith(".parquet")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
