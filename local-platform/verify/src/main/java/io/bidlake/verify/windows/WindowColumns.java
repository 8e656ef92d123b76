package io.bidlake.verify.windows;

import io.bidlake.verify.rows.Micros;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The columns of a table of windows beside its key, and what they have to hold: a Long exactly, a
 * Double but for rounding, or null.
 *
 * @param names their names
 * @param values their values, by what was counted
 */
record WindowColumns(List<String> names, BiFunction<CellKey, Cell, List<Object>> values) {

  /** Prices are for a thousand impressions. */
  private static final double PER_MILLE = 1000;

  private static final long ROLLING = Micros.ofMillis(Duration.ofMinutes(5).toMillis());

  static final WindowColumns OF_GEO =
      new WindowColumns(
          List.of("impression_count", "total_revenue", "avg_win_price"),
          (key, cell) -> List.of(cell.count(0), cell.usd() / PER_MILLE, mean(cell)));

  static final WindowColumns OF_BIDDER =
      new WindowColumns(
          List.of("window_end", "win_count", "revenue", "avg_cpm"),
          (key, cell) ->
              List.of(
                  key.startMicros() + ROLLING, cell.count(0), cell.usd() / PER_MILLE, mean(cell)));

  static final WindowColumns OF_FUNNEL =
      new WindowColumns(
          List.of(
              "bid_requests",
              "bid_responses",
              "impressions",
              "clicks",
              "fill_rate",
              "win_rate",
              "ctr"),
          (key, cell) ->
              Arrays.asList(
                  cell.count(0),
                  cell.count(1),
                  cell.count(2),
                  cell.count(3),
                  rate(cell.count(1), cell.count(0)),
                  rate(cell.count(2), cell.count(1)),
                  rate(cell.count(3), cell.count(2))));

  private static double mean(Cell cell) {
    return cell.usd() / cell.count(0);
  }

  private static Double rate(long part, long whole) {
    return whole == 0 ? null : (Double) ((double) part / whole);
  }
}
