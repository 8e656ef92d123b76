package io.bidlake.verify.show;

import com.google.common.collect.Iterables;
import io.bidlake.verify.lake.PinnedRows;
import java.time.Instant;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;

/**
 * The figures of a table at its current snapshot.
 *
 * @param name the name of the table
 * @param rows the number of rows that are not deleted
 * @param dataFiles the number of data files
 * @param deleteFiles the number of delete files
 * @param bytes the size of all files in bytes
 * @param snapshots the number of snapshots
 * @param lastCommit the time of the last commit; null if there was none
 */
record TableSummary(
    String name,
    long rows,
    long dataFiles,
    long deleteFiles,
    long bytes,
    long snapshots,
    Instant lastCommit) {

  static TableSummary of(String name, Table table) {
    Snapshot current = table.currentSnapshot();
    Map<String, String> summary = current == null ? Map.of() : current.summary();
    return new TableSummary(
        name,
        current == null ? 0 : PinnedRows.count(table),
        number(summary, SnapshotSummary.TOTAL_DATA_FILES_PROP),
        number(summary, SnapshotSummary.TOTAL_DELETE_FILES_PROP),
        number(summary, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
        Iterables.size(table.snapshots()),
        current == null ? null : Instant.ofEpochMilli(current.timestampMillis()));
  }

  /** The size in the largest unit in which it is at least 1. */
  String size() {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double size = bytes;
    int unit = 0;
    while (size >= 1000 && unit < units.length - 1) {
      size /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " B" : "%.1f %s".formatted(size, units[unit]);
  }

  private static long number(Map<String, String> summary, String property) {
    return Long.parseLong(summary.getOrDefault(property, "0"));
  }
}
