package io.bidlake.verify.lake;

import io.bidlake.verify.base.Workers;
import io.bidlake.verify.lake.CachedDeleteFilter.DeleteCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.TableScanUtil;

/**
 * All columns of a table of any schema, at the snapshot and schema that were current at its
 * creation.
 */
public final class PinnedRows {

  private static final long SPLIT_BYTES = 32 << 20;
  private static final long MOST_CACHED_BYTES = 64 << 20;

  private final Table table;
  private final Schema schema;
  private final Snapshot snapshot;
  private final DeleteCache deletes = new DeleteCache(MOST_CACHED_BYTES);

  public PinnedRows(Table table) {
    this.table = table;
    this.schema = table.schema();
    this.snapshot = table.currentSnapshot();
  }

  public Schema schema() {
    return schema;
  }

  /**
   * Passes on the rows that meet a condition, and perhaps others, in several threads with one
   * consumer each. The record is reused after the call.
   */
  public void read(Expression condition, Supplier<Consumer<Record>> consumers) {
    if (snapshot == null) {
      return;
    }
    Queue<FileScanTask> pieces = new ConcurrentLinkedQueue<>();
    try (CloseableIterable<FileScanTask> tasks =
        TableScanUtil.splitFiles(
            table.newScan().useSnapshot(snapshot.snapshotId()).filter(condition).planFiles(),
            SPLIT_BYTES)) {
      tasks.forEach(pieces::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Workers.run(
        Stream.generate(() -> (Runnable) () -> drain(pieces, consumers.get()))
            .limit(Math.min(PinnedLake.THREADS, pieces.size()))
            .toList());
  }

  private void drain(Queue<FileScanTask> pieces, Consumer<Record> consumer) {
    for (FileScanTask piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      try (CloseableIterable<Record> records = FileRows.records(table, piece, schema, deletes)) {
        records.forEach(consumer);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
