package io.bidlake.verify.lake;

import io.bidlake.tables.TableDefinition;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.lake.CachedDeleteFilter.DeleteCache;
import io.bidlake.verify.layout.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.TableScanUtil;

/**
 * A table at one snapshot, with the columns that are compared.
 *
 * @param layout the columns to compare
 * @param table the table
 * @param snapshot the snapshot; null for a table without snapshots
 * @param columns the columns of the layout that the table has, with the fields of its own schema
 * @param problems the problems with the table's columns
 * @param deletes the cache of delete files
 */
record PinnedTable(
    Layout layout,
    Table table,
    Snapshot snapshot,
    Schema columns,
    List<String> problems,
    DeleteCache deletes) {

  /** The size of the splits of large files, which different threads may read. */
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

  /** The parts of all files that may have rows of interest. */
  CloseableIterable<FileScanTask> pieces(Expression rows) {
    return snapshot == null
        ? CloseableIterable.empty()
        : TableScanUtil.splitFiles(
            table.newScan().useSnapshot(snapshot.snapshotId()).filter(rows).planFiles(),
            SPLIT_BYTES);
  }

  /** When a column was added to the table, in microseconds; empty if it has always been there. */
  Optional<Long> addedAt(String column) {
    return Optional.ofNullable(table.properties().get(TableDefinition.addedAt(column)))
        .map(millis -> Micros.ofMillis(Long.parseLong(millis)));
  }

  /** A number from the snapshot's summary; 0 if it is absent. */
  long figure(String property) {
    return snapshot == null ? 0 : Long.parseLong(snapshot.summary().getOrDefault(property, "0"));
  }
}
