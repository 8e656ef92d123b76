package io.bidlake.auction;

import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.Totals;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What one request contributes to the rows of all tables. */
final class AuctionTotals {

  static final String UNKNOWN = "UNKNOWN";

  private final Map<Row, Totals> rows = new HashMap<>();

  private record Row(AuctionTable table, String key, long window) {}

  /** Returns the name of a row for a text that can be null. */
  static String name(String text) {
    return text == null ? UNKNOWN : text;
  }

  /** Returns the contribution to the row of a key at a time, to be changed. */
  Totals of(AuctionTable table, String key, long time) {
    return rows.computeIfAbsent(new Row(table, key, table.windowOf(time)), row -> Totals.none());
  }

  /** Adds events of a kind to a row. */
  static void count(Totals row, int kind, long count) {
    long[] counts = new long[kind + 1];
    counts[kind] = count;
    row.add(new Totals(counts, BigDecimal.ZERO));
  }

  /** Adds a price to a row. */
  static void pay(Totals row, double usd) {
    row.add(new Totals(new long[0], new BigDecimal(usd)));
  }

  /** Passes on what has changed since the totals before. */
  void changesSince(AuctionTotals before, BiConsumer<AuctionTable, Contribution> out) {
    before.rows.forEach(
        (row, totals) -> rows.computeIfAbsent(row, each -> Totals.none()).subtract(totals));
    rows.forEach(
        (row, change) -> {
          if (!change.isNothing()) {
            out.accept(row.table(), new Contribution(row.key(), row.window(), change));
          }
        });
  }
}
