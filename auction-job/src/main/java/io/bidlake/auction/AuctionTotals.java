package io.bidlake.auction;

import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.Totals;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What one request contributes to the rows of all tables. */
final class AuctionTotals {

  private final Map<Row, Totals> rows = new HashMap<>();

  private record Row(AuctionTable table, String key, long window) {}

  /** Returns the contribution to the row of a key at a time, to be changed. */
  Totals of(AuctionTable table, String key, long time) {
    return rows.computeIfAbsent(new Row(table, key, table.windowOf(time)), row -> Totals.none());
  }

  /** Passes on what has changed since the totals before. */
  void changesSince(AuctionTotals before, BiConsumer<AuctionTable, Contribution> out) {
    before.rows.forEach(
        (row, totals) -> rows.computeIfAbsent(row, each -> Totals.none()).subtract(totals));
    rows.forEach(
        (row, change) -> {
          if (!change.isNoChange()) {
            out.accept(row.table(), new Contribution(row.key(), row.window(), change));
          }
        });
  }
}
