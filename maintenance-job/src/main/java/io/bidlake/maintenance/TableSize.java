package io.bidlake.maintenance;

import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;

/**
 * How much a table is made of.
 *
 * @param dataFiles files with rows
 * @param deleteFiles files that take rows away
 * @param bytes what all of them hold
 * @param snapshots how many states of the table can be read
 */
record TableSize(long dataFiles, long deleteFiles, long bytes, long snapshots) {

  static final TableSize EMPTY = new TableSize(0, 0, 0, 0);

  static TableSize of(Table table) {
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null) {
      return EMPTY;
    }
    long snapshots = 0;
    for (Snapshot unused : table.snapshots()) {
      snapshots++;
    }
    return new TableSize(
        figure(snapshot, SnapshotSummary.TOTAL_DATA_FILES_PROP),
        figure(snapshot, SnapshotSummary.TOTAL_DELETE_FILES_PROP),
        figure(snapshot, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
        snapshots);
  }

  /** A number in the summary of a snapshot; 0 where it is not told. */
  static long figure(Snapshot snapshot, String key) {
    return Long.parseLong(snapshot.summary().getOrDefault(key, "0"));
  }
}
