package io.bidlake.maintenance;

import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;

/**
 * What writers added to a table since a snapshot, as the summaries of the snapshots say. What
 * maintenance itself wrote does not count.
 *
 * @param files new data files
 * @param bytes what they hold
 * @param deleteFiles new delete files
 */
record TableHistory(long files, long bytes, long deleteFiles) {

  /**
   * @param sequenceNumber that of the last snapshot that is known already
   */
  static TableHistory since(long sequenceNumber, Table table) {
    long files = 0;
    long bytes = 0;
    long deleteFiles = 0;
    for (Snapshot snapshot : table.snapshots()) {
      if (snapshot.sequenceNumber() > sequenceNumber
          && !DataOperations.REPLACE.equals(snapshot.operation())) {
        files += TableSize.figure(snapshot, SnapshotSummary.ADDED_FILES_PROP);
        bytes += TableSize.figure(snapshot, SnapshotSummary.ADDED_FILE_SIZE_PROP);
        deleteFiles += TableSize.figure(snapshot, SnapshotSummary.ADDED_DELETE_FILES_PROP);
      }
    }
    return new TableHistory(files, bytes, deleteFiles);
  }

  boolean isEmpty() {
    return files == 0 && deleteFiles == 0;
  }
}
