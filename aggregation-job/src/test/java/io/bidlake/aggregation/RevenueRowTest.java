package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.bidlake.model.Tables;
import io.bidlake.runtime.TableRows;
import io.bidlake.runtime.window.Totals;
import io.bidlake.testing.RowValues;
import java.math.BigDecimal;
import java.time.Instant;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;

class RevenueRowTest {

  private static final Instant START = Instant.parse("2026-02-03T10:00:00Z");
  private static final Totals TOTALS = new Totals(new long[] {4}, new BigDecimal("5.0"));

  @Test
  void showsImpressionsAndRevenueOfACountry() {
    RowData row =
        RevenueRow.BY_GEO.fill(
            TableRows.asDefined(Tables.HOURLY_IMPRESSIONS_BY_GEO).builder().begin(),
            START.toEpochMilli(),
            START.plusSeconds(3600).toEpochMilli(),
            "USA",
            TOTALS);

    assertThat(RowValues.of(Tables.HOURLY_IMPRESSIONS_BY_GEO, row))
        .containsExactly(
            entry("window_start", START),
            entry("device_geo_country", "USA"),
            entry("impression_count", 4L),
            entry("total_revenue", 0.005),
            entry("avg_win_price", 1.25));
  }

  @Test
  void showsWinsAndRevenueOfABidder() {
    RowData row =
        RevenueRow.BY_BIDDER.fill(
            TableRows.asDefined(Tables.ROLLING_METRICS_BY_BIDDER).builder().begin(),
            START.toEpochMilli(),
            START.plusSeconds(300).toEpochMilli(),
            "seat-1",
            TOTALS);

    assertThat(RowValues.of(Tables.ROLLING_METRICS_BY_BIDDER, row))
        .containsExactly(
            entry("window_start", START),
            entry("window_end", START.plusSeconds(300)),
            entry("bidder_id", "seat-1"),
            entry("win_count", 4L),
            entry("revenue", 0.005),
            entry("avg_cpm", 1.25));
  }

  @Test
  void showsAMeanThatHasNoEnd() {
    Totals thirds = new Totals(new long[] {3}, BigDecimal.ONE);

    assertThat(price(thirds)).isEqualTo(1.0 / 3);
  }

  @Test
  void showsZeroForImpressionsThatCostNothing() {
    assertThat(price(new Totals(new long[] {3}, BigDecimal.ZERO))).isZero();
  }

  private static double price(Totals totals) {
    return RevenueRow.BY_GEO
        .fill(
            TableRows.asDefined(Tables.HOURLY_IMPRESSIONS_BY_GEO).builder().begin(),
            0,
            0,
            "USA",
            totals)
        .getDouble(4);
  }
}
