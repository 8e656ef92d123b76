package io.bidlake.maintenance.compaction;

import io.bidlake.maintenance.compaction.CompactionSettings.Order;
import io.bidlake.maintenance.compaction.columns.ColumnCopy;
import io.bidlake.maintenance.sort.RowSort;
import io.bidlake.maintenance.sort.SortKeys;
import io.bidlake.runtime.lake.files.NewFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.TaskWriter;

/**
 * Rewrites the rows of a group of files to files of the target size.
 *
 * @param spillFolder folder for rows that do not fit in the sort memory
 */
public record GroupRewriter(CompactionSettings settings, Path spillFolder) {

  /**
   * Rewrites a group. The new files are not part of the table until they are committed.
   *
   * @throws IOException if a file cannot be read or written; the files written so far are deleted
   *     if possible
   */
  public RewrittenGroup rewrite(Table table, FileGroup planned) throws IOException {
    FileGroup group = LatestDeletes.of(planned, table);
    List<FileScanTask> tasks = group.tasks();
    SortOrder order = settings.order() == Order.TABLE ? table.sortOrder() : SortOrder.unsorted();
    if (order.isUnsorted()) {
      Optional<RewrittenGroup> copied = copyColumns(table, group);
      if (copied.isPresent()) {
        return copied.get();
      }
    }
    TaskWriter<RowData> files = NewFiles.writer(table, group.outputBytes());
    try (CloseableIterable<RowData> rows = new GroupRows(table).of(tasks)) {
      long read = order.isUnsorted() ? copy(rows, files) : sort(table, rows, files, order);
      List<DataFile> written =
          Arrays.stream(files.complete().dataFiles())
              .map(file -> sorted(file, table, order))
              .toList();
      requireSameRows(group, read, written);
      return new RewrittenGroup(group, written);
    } catch (IOException | RuntimeException e) {
      abort(files, e);
      throw e;
    }
  }

  private static DataFile sorted(DataFile file, Table table, SortOrder order) {
    return DataFiles.builder(table.spec()).copy(file).withSortOrder(order).build();
  }

  private static Optional<RewrittenGroup> copyColumns(Table table, FileGroup group)
      throws IOException {
    List<FileScanTask> tasks = group.tasks();
    Optional<ColumnCopy> copy = ColumnCopy.of(table, tasks, group.outputBytes());
    if (copy.isEmpty()) {
      return Optional.empty();
    }
    try (ReadAhead files = new ReadAhead(table.io(), tasks, ReadAhead.FETCHED_WHOLE)) {
      if (!copy.get().run(files::file)) {
        return Optional.empty();
      }
    }
    List<DataFile> written = copy.get().written();
    try {
      requireSameRows(group, rows(group), written);
      return Optional.of(new RewrittenGroup(group, written));
    } catch (IOException e) {
      copy.get().abort();
      throw e;
    }
  }

  private static long copy(Iterable<RowData> rows, TaskWriter<RowData> files) throws IOException {
    long count = 0;
    for (RowData row : rows) {
      files.write(row);
      count++;
    }
    return count;
  }

  private long sort(Table table, Iterable<RowData> rows, TaskWriter<RowData> files, SortOrder order)
      throws IOException {
    long count = 0;
    try (RowSort sort =
        new RowSort(
            SortKeys.of(table.schema(), order),
            FlinkSchemaUtil.convert(table.schema()),
            settings.sortMemoryBytes(),
            spillFolder)) {
      for (RowData row : rows) {
        sort.add(row);
        count++;
      }
      Iterator<RowData> sorted = sort.sorted();
      while (sorted.hasNext()) {
        files.write(sorted.next());
      }
    }
    return count;
  }

  /** Checks the number of rows before the old files are replaced. */
  private static void requireSameRows(FileGroup group, long read, List<DataFile> written)
      throws IOException {
    long out = written.stream().mapToLong(ContentFile::recordCount).sum();
    long in = rows(group);
    if (read != out || read > in || (!group.haveDeletes() && read != in)) {
      throw new IOException(
          "%,d rows were written of %,d read from files that hold %,d".formatted(out, read, in));
    }
  }

  private static long rows(FileGroup group) {
    return group.tasks().stream().mapToLong(task -> task.file().recordCount()).sum();
  }

  private static void abort(TaskWriter<RowData> files, Exception cause) {
    try {
      files.abort();
    } catch (IOException | RuntimeException e) {
      // The remaining files are orphans, which another action removes.
      cause.addSuppressed(e);
    }
  }

  /** Thrown when another writer has replaced or removed the files to rewrite. */
  public static final class FilesReplacedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FilesReplacedException(int files) {
      super("%d files are no longer part of the table".formatted(files));
    }
  }
}
