package io.bidlake.verify.show;

import io.bidlake.tables.Tables;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.show.WindowColumn.Kind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The presentation of a windowed table for users.
 *
 * @param layout the table
 * @param largestFirst the column that orders the rows of a window, descending
 * @param latestOnly whether only the latest window is shown
 * @param columns the columns to show
 */
record WindowStyle(
    Layout layout, String largestFirst, boolean latestOnly, List<WindowColumn> columns) {

  private static final List<WindowStyle> ALL =
      List.of(
          new WindowStyle(
              Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO),
              "total_revenue",
              false,
              List.of(
                  new WindowColumn("window_start", "hour (UTC)", Kind.TIME),
                  new WindowColumn("device_geo_country", "country", Kind.NAME),
                  new WindowColumn("impression_count", "impressions", Kind.COUNT),
                  new WindowColumn("total_revenue", "revenue USD", Kind.MONEY),
                  new WindowColumn("avg_win_price", "mean CPM USD", Kind.MONEY))),
          new WindowStyle(
              Layout.ofWindows(Tables.ROLLING_METRICS_BY_BIDDER),
              "revenue",
              true,
              List.of(
                  new WindowColumn("window_start", "from (UTC)", Kind.TIME),
                  new WindowColumn("window_end", "to (UTC)", Kind.TIME),
                  new WindowColumn("bidder_id", "bidder", Kind.NAME),
                  new WindowColumn("win_count", "wins", Kind.COUNT),
                  new WindowColumn("revenue", "revenue USD", Kind.MONEY),
                  new WindowColumn("avg_cpm", "mean CPM USD", Kind.MONEY))),
          new WindowStyle(
              Layout.ofWindows(Tables.HOURLY_FUNNEL_BY_PUBLISHER),
              "bid_requests",
              false,
              List.of(
                  new WindowColumn("window_start", "hour (UTC)", Kind.TIME),
                  new WindowColumn("publisher_id", "publisher", Kind.NAME),
                  new WindowColumn("bid_requests", "requests", Kind.COUNT),
                  new WindowColumn("bid_responses", "-> responses", Kind.COUNT),
                  new WindowColumn("impressions", "-> impressions", Kind.COUNT),
                  new WindowColumn("clicks", "-> clicks", Kind.COUNT),
                  new WindowColumn("fill_rate", "fill rate", Kind.RATE),
                  new WindowColumn("win_rate", "win rate", Kind.RATE),
                  new WindowColumn("ctr", "CTR", Kind.RATE))),
          new WindowStyle(
              Layout.ofWindows(Tables.HOURLY_BID_LANDSCAPE),
              "bids",
              false,
              List.of(
                  new WindowColumn("window_start", "hour (UTC)", Kind.TIME),
                  new WindowColumn("publisher_id", "publisher", Kind.NAME),
                  new WindowColumn("size", "size", Kind.NAME),
                  new WindowColumn("requests", "requests", Kind.COUNT),
                  new WindowColumn("bids", "bids", Kind.COUNT),
                  new WindowColumn("bid_price_p50", "median bid USD", Kind.MONEY),
                  new WindowColumn("clearing_price_p50", "median price USD", Kind.MONEY),
                  new WindowColumn("below_floor_share", "below floor", Kind.RATE))),
          new WindowStyle(
              Layout.ofWindows(Tables.HOURLY_FUNNEL_LEAKAGE),
              "requests",
              false,
              List.of(
                  new WindowColumn("window_start", "hour (UTC)", Kind.TIME),
                  new WindowColumn("publisher_id", "publisher", Kind.NAME),
                  new WindowColumn("reason", "reason", Kind.NAME),
                  new WindowColumn("requests", "requests", Kind.COUNT))),
          new WindowStyle(
              Layout.ofWindows(Tables.SERVING_BY_MINUTE),
              "spend",
              true,
              List.of(
                  new WindowColumn("window_start", "minute (UTC)", Kind.TIME),
                  new WindowColumn("campaign_id", "campaign", Kind.NAME),
                  new WindowColumn("publisher_id", "publisher", Kind.NAME),
                  new WindowColumn("impressions", "impressions", Kind.COUNT),
                  new WindowColumn("clicks", "clicks", Kind.COUNT),
                  new WindowColumn("spend", "spend USD", Kind.MONEY))),
          new WindowStyle(
              Layout.ofWindows(Tables.DAILY_REACH_BY_CAMPAIGN),
              "users",
              false,
              List.of(
                  new WindowColumn("window_start", "day (UTC)", Kind.TIME),
                  new WindowColumn("campaign_id", "campaign", Kind.NAME),
                  new WindowColumn("impressions", "impressions", Kind.COUNT),
                  new WindowColumn("users", "users", Kind.COUNT),
                  new WindowColumn("users_low", "at least", Kind.COUNT),
                  new WindowColumn("users_high", "at most", Kind.COUNT))),
          new WindowStyle(
              Layout.ofWindows(Tables.HOURLY_EVENT_QUALITY),
              "events",
              false,
              List.of(
                  new WindowColumn("window_start", "hour (UTC)", Kind.TIME),
                  new WindowColumn("topic", "topic", Kind.NAME),
                  new WindowColumn("events", "events", Kind.COUNT),
                  new WindowColumn("duplicate_rate", "duplicates", Kind.RATE),
                  new WindowColumn("orphans", "orphans", Kind.COUNT),
                  new WindowColumn("late_events", "late", Kind.COUNT),
                  new WindowColumn("rejected_requests", "rejected", Kind.COUNT),
                  new WindowColumn("dead_letters", "dead letters", Kind.COUNT))),
          new WindowStyle(
              Layout.ofWindows(Tables.HOURLY_RECONCILIATION),
              "billed",
              false,
              List.of(
                  new WindowColumn("window_start", "hour (UTC)", Kind.TIME),
                  new WindowColumn("bidder_id", "bidder", Kind.NAME),
                  new WindowColumn("won", "won", Kind.COUNT),
                  new WindowColumn("billed", "billed", Kind.COUNT),
                  new WindowColumn("rendered", "rendered", Kind.COUNT),
                  new WindowColumn("matched", "matched", Kind.COUNT),
                  new WindowColumn("price_difference", "difference USD", Kind.MONEY))),
          new WindowStyle(
              Layout.ofWindows(Tables.RECONCILIATION_GAPS),
              "price",
              false,
              List.of(
                  new WindowColumn("first_event_at", "first event (UTC)", Kind.TIME),
                  new WindowColumn("request_id", "request", Kind.NAME),
                  new WindowColumn("imp_id", "placement", Kind.NAME),
                  new WindowColumn("bidder_id", "bidder", Kind.NAME),
                  new WindowColumn("missing", "missing", Kind.NAME),
                  new WindowColumn("price", "CPM USD", Kind.MONEY))));

  static Optional<WindowStyle> of(String table) {
    return ALL.stream().filter(style -> style.layout().name().equals(table)).findFirst();
  }

  /** Orders rows by window, latest first, and within a window largest first. */
  Comparator<Object[]> order() {
    int order = layout.index(largestFirst);
    return Comparator.<Object[]>comparingLong(this::start)
        .thenComparingDouble(row -> row[order] instanceof Number number ? number.doubleValue() : 0)
        .reversed()
        .thenComparing(row -> Arrays.toString(row));
  }

  long start(Object[] row) {
    return row[layout.time()] instanceof Long micros ? micros : Long.MIN_VALUE;
  }
}
