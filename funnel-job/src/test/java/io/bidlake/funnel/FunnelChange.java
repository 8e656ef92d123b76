package io.bidlake.funnel;

import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;

/** A change of the funnel's table, read by the order of its definition. */
record FunnelChange(RowKind kind, HourOfPublisher where, FunnelCounts counts) {

  static FunnelChange of(RowData row) {
    return new FunnelChange(
        row.getRowKind(),
        new HourOfPublisher(row.getTimestamp(0, 6).getMillisecond(), row.getString(1).toString()),
        new FunnelCounts(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
  }
}
