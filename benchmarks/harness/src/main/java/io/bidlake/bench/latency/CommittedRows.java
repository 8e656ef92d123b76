package io.bidlake.bench.latency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Reads for each row of a table when Kafka received its event and when a commit made it visible.
 * The time of a commit is that of its snapshot, when it was sent to the catalog. The time of
 * receipt is the producer's timestamp, so the time in the producer's buffer counts too.
 */
final class CommittedRows {

  private static final String RECEIVED_AT = "received_at";

  private CommittedRows() {}

  /** Reads a table with appends only. */
  static void read(String name, Table table, Latencies latencies) {
    for (Snapshot snapshot : table.snapshots()) {
      // Flink sometimes commits without any rows.
      if (snapshot.summary().containsKey(SnapshotSummary.ADDED_RECORDS_PROP)) {
        read(name, added(table, snapshot), snapshot.timestampMillis(), latencies);
      }
    }
  }

  private static CloseableIterable<Record> added(Table table, Snapshot snapshot) {
    IcebergGenerics.ScanBuilder scan = IcebergGenerics.read(table).select(RECEIVED_AT);
    Long parent = snapshot.parentId();
    return parent == null
        ? scan.useSnapshot(snapshot.snapshotId()).build()
        : scan.appendsBetween(parent, snapshot.snapshotId()).build();
  }

  private static void read(
      String name, CloseableIterable<Record> added, long committedMillis, Latencies latencies) {
    try (added) {
      for (Record row : added) {
        OffsetDateTime received = (OffsetDateTime) row.getField(RECEIVED_AT);
        latencies.add(name, received.toInstant().toEpochMilli(), committedMillis);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
