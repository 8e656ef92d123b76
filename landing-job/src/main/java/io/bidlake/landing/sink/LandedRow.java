package io.bidlake.landing.sink;

import io.bidlake.landing.table.LandingTable;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.flink.sink.dynamic.DynamicRecord;

/**
 * Rows on their way from the operator that makes them to the sink, in one thread: the object and
 * its row are reused.
 */
public final class LandedRow {

  private final DynamicRecord row;

  public LandedRow(LandingTable table) {
    row =
        new DynamicRecord(
            table.version(), SnapshotRef.MAIN_BRANCH, table.schema(), null, table.spec());
  }

  /** Sets the row, which is valid until the next one. */
  public LandedRow with(RowData next) {
    row.setRowData(next);
    return this;
  }

  DynamicRecord row() {
    return row;
  }
}
