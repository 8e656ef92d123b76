package io.bidlake.verify.lake;

import io.bidlake.verify.lake.CachedDeleteFilter.DeleteCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Counts the rows of a table as its readers see them. The summary of a snapshot counts deleted rows
 * too, and does not say how many rows an equality delete removes.
 */
public final class RowCount {

  private static final long MOST_CACHED_BYTES = 64 << 20;

  private RowCount() {}

  /** The number of rows; only data files with deletes are read. */
  public static long of(Table table) {
    DeleteCache cache = new DeleteCache(MOST_CACHED_BYTES);
    long rows = 0;
    try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
      for (FileScanTask file : files) {
        rows += file.deletes().isEmpty() ? file.file().recordCount() : left(table, file, cache);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static long left(Table table, FileScanTask file, DeleteCache cache) throws IOException {
    Schema first = new Schema(table.schema().columns().get(0));
    long rows = 0;
    try (CloseableIterable<Record> records = FileRows.records(table, file, first, cache)) {
      for (Record ignored : records) {
        rows++;
      }
    }
    return rows;
  }
}
