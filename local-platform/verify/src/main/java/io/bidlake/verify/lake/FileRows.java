package io.bidlake.verify.lake;

import io.bidlake.verify.base.Micros;
import io.bidlake.verify.lake.CachedDeleteFilter.DeleteCache;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericDeleteFilter;
import org.apache.iceberg.data.IdentityPartitionConverters;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.util.PartitionUtil;

/** Reads data files like any reader of the table: with partition values and deletes applied. */
final class FileRows {

  /** Files up to this size in bytes are fetched with one request instead of one per column. */
  private static final long FETCHED_WHOLE = 8 << 20;

  private final PinnedTable table;
  private final Layout layout;
  private final Object[] row;
  private final int[] positions;

  FileRows(PinnedTable table) {
    this.table = table;
    this.layout = table.layout();
    this.row = new Object[layout.columns().size()];
    this.positions = new int[table.columns().columns().size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = layout.index(table.columns().columns().get(i).name());
    }
  }

  void read(FileScanTask task, RowConsumer rows) {
    try (CloseableIterable<Record> records =
        records(table.table(), task, table.columns(), table.deletes())) {
      for (Record found : records) {
        for (int i = 0; i < positions.length; i++) {
          row[positions[i]] = layout.orDefault(positions[i], value(found.get(i)));
        }
        rows.accept(layout, row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The rows of a part of a data file that are not deleted. One record is used for all rows; its
   * first fields are the columns that are asked for.
   */
  static CloseableIterable<Record> records(
      Table table, FileScanTask task, Schema wanted, DeleteCache cache) throws IOException {
    GenericDeleteFilter deletes =
        new CachedDeleteFilter(table.io(), task, table.schema(), wanted, cache);
    Schema columns = deletes.requiredSchema();
    Map<Integer, ?> constants =
        PartitionUtil.constantsMap(task, IdentityPartitionConverters::convertConstant);
    return deletes.filter(
        Parquet.read(file(table, task))
            .split(task.start(), task.length())
            .project(columns)
            .createReaderFunc(
                schema -> GenericParquetReaders.buildReader(columns, schema, constants))
            .reuseContainers()
            .build());
  }

  private static InputFile file(Table table, FileScanTask task) throws IOException {
    InputFile file = table.io().newInputFile(task.file());
    if (task.file().fileSizeInBytes() > FETCHED_WHOLE) {
      return file;
    }
    try (SeekableInputStream in = file.newStream()) {
      return new InMemoryInputFile(
          task.file().location(), in.readNBytes((int) task.file().fileSizeInBytes()));
    }
  }

  private static Object value(Object found) {
    return found instanceof OffsetDateTime time ? Micros.of(time) : found;
  }
}
