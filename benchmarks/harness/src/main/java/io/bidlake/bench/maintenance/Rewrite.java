package io.bidlake.bench.maintenance;

import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;

/**
 * The changes of a compaction to a table, in one commit or several.
 *
 * @param committedAt the time of its last commit, in ms since 1970
 * @param rows the number of rows that it rewrote
 */
record Rewrite(long committedAt, long rows) {

  /**
   * All rewrites of a table since a snapshot of it.
   *
   * @throws IllegalStateException if there is none
   */
  static Rewrite since(Snapshot before, Table table) {
    long committedAt = 0;
    long rows = 0;
    for (Snapshot snapshot : table.snapshots()) {
      if (snapshot.sequenceNumber() > before.sequenceNumber()
          && snapshot.operation().equals(DataOperations.REPLACE)) {
        committedAt = Math.max(committedAt, snapshot.timestampMillis());
        rows +=
            Long.parseLong(
                snapshot.summary().getOrDefault(SnapshotSummary.ADDED_RECORDS_PROP, "0"));
      }
    }
    if (committedAt == 0) {
      throw new IllegalStateException(
          "%s must have been compacted, but no snapshot replaces files".formatted(table.name()));
    }
    return new Rewrite(committedAt, rows);
  }
}
