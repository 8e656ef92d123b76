package io.bidlake.verify.lake;

import io.bidlake.verify.lake.CachedDeleteFilter.DeleteCache;
import io.bidlake.verify.layout.Layout;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.TableScanUtil;

/**
 * A table at one snapshot, with the columns that are compared.
 *
 * @param layout what is compared
 * @param table the table
 * @param snapshot the snapshot; null for a table without any
 * @param columns those of the layout's columns that the table has, by its own schema
 * @param problems what is wrong with the table's columns
 * @param deletes delete files that were read already
 */
record PinnedTable(
    Layout layout,
    Table table,
    Snapshot snapshot,
    Schema columns,
    List<String> problems,
    DeleteCache deletes) {

  /** Pieces of large files that different threads may read; small files are one piece. */
  private static final long SPLIT_BYTES = 32 << 20;

  private static final long MOST_CACHED_BYTES = 64 << 20;

  static PinnedTable of(Layout layout, Table table) {
    List<NestedField> found = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String name : layout.columns()) {
      NestedField field = table.schema().findField(name);
      NestedField expected = layout.table().schema().findField(name);
      if (field == null) {
        problems.add("table %s has no column %s".formatted(layout, name));
      } else if (field.type().typeId() != expected.type().typeId()) {
        problems.add(
            "column %s.%s is of type %s, not %s"
                .formatted(layout, name, field.type(), expected.type()));
      } else {
        found.add(field);
      }
    }
    return new PinnedTable(
        layout,
        table,
        table.currentSnapshot(),
        new Schema(found),
        problems,
        new DeleteCache(MOST_CACHED_BYTES));
  }

  CloseableIterable<FileScanTask> pieces() {
    return snapshot == null
        ? CloseableIterable.empty()
        : TableScanUtil.splitFiles(
            table.newScan().useSnapshot(snapshot.snapshotId()).planFiles(), SPLIT_BYTES);
  }

  /** A figure of the snapshot's summary; 0 if it has none. */
  long figure(String property) {
    return snapshot == null ? 0 : Long.parseLong(snapshot.summary().getOrDefault(property, "0"));
  }
}
