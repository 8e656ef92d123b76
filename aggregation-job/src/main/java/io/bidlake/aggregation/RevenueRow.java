package io.bidlake.aggregation;

import io.bidlake.runtime.RowBuilder;
import io.bidlake.runtime.window.Totals;
import io.bidlake.runtime.window.WindowRow;
import java.math.BigDecimal;
import java.math.MathContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** Rows that show impressions, what they cost in USD, and their mean price, CPM in USD. */
enum RevenueRow implements WindowRow {
  /** A row of {@code hourly_impressions_by_geo}. */
  BY_GEO {
    @Override
    public RowData fill(RowBuilder row, long start, long end, String country, Totals totals) {
      row.addMillis(start).add((Object) StringData.fromString(country));
      return addRevenue(row, totals);
    }
  },
  /** A row of {@code rolling_metrics_by_bidder}. */
  BY_BIDDER {
    @Override
    public RowData fill(RowBuilder row, long start, long end, String bidder, Totals totals) {
      row.addMillis(start).addMillis(end).add((Object) StringData.fromString(bidder));
      return addRevenue(row, totals);
    }
  };

  /** A price is for a thousand impressions. */
  private static final int CPM_DIGITS = 3;

  private static RowData addRevenue(RowBuilder row, Totals totals) {
    BigDecimal count = BigDecimal.valueOf(totals.counts[0]);
    return row.add(totals.counts[0])
        .add(totals.amount.movePointLeft(CPM_DIGITS).doubleValue())
        .add(totals.amount.divide(count, MathContext.DECIMAL128).doubleValue())
        .row();
  }
}
