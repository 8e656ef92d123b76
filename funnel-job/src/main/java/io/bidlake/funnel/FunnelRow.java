package io.bidlake.funnel;

import io.bidlake.runtime.RowBuilder;
import io.bidlake.runtime.window.Totals;
import io.bidlake.runtime.window.WindowRow;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** A row of {@code hourly_funnel_by_publisher}: the counts by stage, and the rates between them. */
final class FunnelRow implements WindowRow {

  @Override
  public RowData fill(RowBuilder row, long start, long end, String publisher, Totals totals) {
    long[] counts = totals.counts;
    row.addMillis(start).add((Object) StringData.fromString(publisher));
    for (long count : counts) {
      row.add(count);
    }
    for (int stage = 1; stage < counts.length; stage++) {
      row.add(rate(counts[stage], counts[stage - 1]));
    }
    return row.row();
  }

  private static Double rate(long part, long whole) {
    return whole == 0 ? null : (Double) ((double) part / whole);
  }
}
