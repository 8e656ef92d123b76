package io.bidlake.maintenance.work;

import com.google.common.collect.Iterables;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;

/**
 * Size of a table.
 *
 * @param dataFiles number of data files
 * @param deleteFiles number of delete files
 * @param bytes total size of the files in bytes
 * @param snapshots number of snapshots
 */
public record TableSize(long dataFiles, long deleteFiles, long bytes, long snapshots) {

  public static final TableSize EMPTY = new TableSize(0, 0, 0, 0);

  public static TableSize of(Table table) {
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null) {
      return EMPTY;
    }
    return new TableSize(
        figure(snapshot, SnapshotSummary.TOTAL_DATA_FILES_PROP),
        figure(snapshot, SnapshotSummary.TOTAL_DELETE_FILES_PROP),
        figure(snapshot, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
        Iterables.size(table.snapshots()));
  }

  /** Returns a number from the summary of a snapshot; 0 if it is missing. */
  private static long figure(Snapshot snapshot, String key) {
    return Long.parseLong(snapshot.summary().getOrDefault(key, "0"));
  }

  /**
   * What writers added to a table since a snapshot, according to the snapshot summaries. Rewrites
   * by maintenance do not count.
   *
   * @param files number of new data files
   * @param bytes size of the new files in bytes
   * @param deleteFiles number of new delete files
   */
  public record Growth(long files, long bytes, long deleteFiles) {

    /**
     * Returns what was added since a snapshot.
     *
     * @param sequenceNumber sequence number of the last snapshot that is already known
     */
    public static Growth since(long sequenceNumber, Table table) {
      long files = 0;
      long bytes = 0;
      long deleteFiles = 0;
      for (Snapshot snapshot : table.snapshots()) {
        if (snapshot.sequenceNumber() > sequenceNumber
            && !DataOperations.REPLACE.equals(snapshot.operation())) {
          files += figure(snapshot, SnapshotSummary.ADDED_FILES_PROP);
          bytes += figure(snapshot, SnapshotSummary.ADDED_FILE_SIZE_PROP);
          deleteFiles += figure(snapshot, SnapshotSummary.ADDED_DELETE_FILES_PROP);
        }
      }
      return new Growth(files, bytes, deleteFiles);
    }

    public boolean isEmpty() {
      return files == 0 && deleteFiles == 0;
    }
  }
}
