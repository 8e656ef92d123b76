package io.bidlake.verify.lake;

import com.google.common.collect.Iterables;
import io.bidlake.verify.base.Workers;
import io.bidlake.verify.lake.CachedDeleteFilter.DeleteCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericDeleteFilter;
import org.apache.iceberg.data.IdentityPartitionConverters;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.util.PartitionUtil;
import org.apache.iceberg.util.TableScanUtil;

/**
 * Columns of a table, at the snapshot that was current at its creation. The rows are those that any
 * reader of the table sees: with partition values and deletes applied.
 */
public final class PinnedRows {

  /**
   * More threads than cores, as reading many small files is mostly waiting for the object store.
   */
  private static final int THREADS = 3 * Runtime.getRuntime().availableProcessors();

  /** The size of the splits of large files, which different threads may read. */
  private static final long SPLIT_BYTES = 32 << 20;

  private static final long MOST_CACHED_BYTES = 64 << 20;

  /** Files up to this size in bytes are fetched with one request instead of one per column. */
  private static final long FETCHED_WHOLE = 8 << 20;

  private final Table table;
  private final Schema columns;
  private final Snapshot snapshot;
  private final DeleteCache deletes = new DeleteCache(MOST_CACHED_BYTES);

  /** All columns. */
  public PinnedRows(Table table) {
    this(table, table.schema());
  }

  PinnedRows(Table table, Schema columns) {
    this.table = table;
    this.columns = columns;
    this.snapshot = table.currentSnapshot();
  }

  public Schema schema() {
    return columns;
  }

  /** A number from the snapshot's summary; 0 if it is absent. */
  public long figure(String property) {
    return snapshot == null ? 0 : Long.parseLong(snapshot.summary().getOrDefault(property, "0"));
  }

  /**
   * Passes on the rows that meet a condition, and perhaps others, in several threads with one
   * consumer each. The record is reused after the call; its first fields are the columns.
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
    Workers.run(THREADS, pieces, left -> drain(left, consumers.get()));
  }

  private void drain(Queue<FileScanTask> pieces, Consumer<Record> consumer) {
    for (FileScanTask piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      try (CloseableIterable<Record> records = records(piece)) {
        records.forEach(consumer);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The number of rows of a table as its readers see them; only files with deletes are read. */
  public static long count(Table table) {
    PinnedRows first = new PinnedRows(table, new Schema(table.schema().columns().get(0)));
    long rows = 0;
    try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
      for (FileScanTask file : files) {
        if (file.deletes().isEmpty()) {
          rows += file.file().recordCount();
        } else {
          try (CloseableIterable<Record> records = first.records(file)) {
            rows += Iterables.size(records);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private CloseableIterable<Record> records(FileScanTask task) throws IOException {
    GenericDeleteFilter filter =
        new CachedDeleteFilter(table.io(), task, table.schema(), columns, deletes);
    Schema read = filter.requiredSchema();
    Map<Integer, ?> constants =
        PartitionUtil.constantsMap(task, IdentityPartitionConverters::convertConstant);
    return filter.filter(
        Parquet.read(file(task))
            .split(task.start(), task.length())
            .project(read)
            .createReaderFunc(schema -> GenericParquetReaders.buildReader(read, schema, constants))
            .reuseContainers()
            .build());
  }

  private InputFile file(FileScanTask task) throws IOException {
    InputFile file = table.io().newInputFile(task.file());
    if (task.file().fileSizeInBytes() > FETCHED_WHOLE) {
      return file;
    }
    try (SeekableInputStream in = file.newStream()) {
      return new InMemoryInputFile(
          task.file().location(), in.readNBytes((int) task.file().fileSizeInBytes()));
    }
  }
}
