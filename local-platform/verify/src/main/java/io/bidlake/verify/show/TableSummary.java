package io.bidlake.verify.show;

import java.time.Instant;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;

/**
 * A table in figures, by the metadata of its current snapshot.
 *
 * @param name name of the table
 * @param rows rows, as far as no delete file hides some
 * @param dataFiles data files
 * @param deleteFiles delete files
 * @param bytes size of all files
 * @param snapshots snapshots that are kept
 * @param lastCommit when the table was last written; null if never
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
    long snapshots = 0;
    for (Snapshot ignored : table.snapshots()) {
      snapshots++;
    }
    return new TableSummary(
        name,
        number(summary, SnapshotSummary.TOTAL_RECORDS_PROP),
        number(summary, SnapshotSummary.TOTAL_DATA_FILES_PROP),
        number(summary, SnapshotSummary.TOTAL_DELETE_FILES_PROP),
        number(summary, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
        snapshots,
        current == null ? null : Instant.ofEpochMilli(current.timestampMillis()));
  }

  /** The size in the largest unit that leaves a number of at least 1. */
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
