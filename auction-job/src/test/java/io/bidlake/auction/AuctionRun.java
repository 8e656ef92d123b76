package io.bidlake.auction;

import io.bidlake.runtime.request.Added;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.Totals;
import io.bidlake.runtime.window.WindowChange;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.WindowTotals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts the events of one request one after the other, with packed state between them. */
final class AuctionRun {

  private final AuctionBytes bytes = new AuctionBytes();
  private final AuctionState state = new AuctionState();
  private final AuctionBounds bounds;
  private final CountAuction count;
  private final EventId requestId;
  private final Map<AuctionTable, Map<String, Totals>> totals = new TreeMap<>();
  private byte[] packed;

  AuctionRun(EventId requestId) {
    this(requestId, Facts.BOUNDS);
  }

  AuctionRun(EventId requestId, AuctionBounds bounds) {
    this.requestId = requestId;
    this.bounds = bounds;
    this.count = new CountAuction(bounds);
  }

  static AuctionRun of(Fact... facts) {
    AuctionRun run = new AuctionRun(Facts.ID);
    for (Fact fact : facts) {
      run.add(fact);
    }
    return run;
  }

  void add(Fact fact) {
    try {
      bytes.unpack(packed, state);
      Added added = state.wouldAdd(fact);
      if (added == Added.REPEATED || added == Added.REFUSED) {
        return;
      }
      AuctionTotals before = count.totals(requestId, state);
      state.add(fact);
      state.counted(bounds);
      state.reach(state.newest());
      count.totals(requestId, state).changesSince(before, this::apply);
      packed = bytes.pack(state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void apply(AuctionTable table, Contribution change) {
    String row = (change.slice - Facts.HOUR) + " " + change.key.replace('\0', '/');
    Map<String, Totals> rows = totals.computeIfAbsent(table, each -> new TreeMap<>());
    rows.computeIfAbsent(row, each -> Totals.none()).add(change.totals);
    rows.values().removeIf(Totals::isNothing);
    totals.values().removeIf(Map::isEmpty);
  }

  int stateSize() {
    return packed.length;
  }

  /** Returns the totals of all rows. */
  Map<AuctionTable, Map<String, Totals>> all() {
    return totals;
  }

  /** Returns the rows of a table, such as {@code 0 pub/300x250}. */
  Map<String, Totals> rows(AuctionTable table) {
    return totals.getOrDefault(table, Map.of());
  }

  /** Returns the columns of the only row of a table that begins with a text. */
  Map<String, Object> row(AuctionTable table, String begin) {
    var found =
        rows(table).entrySet().stream().filter(row -> row.getKey().startsWith(begin)).toList();
    if (found.size() != 1) {
      throw new AssertionError("one row must begin with %s: %s".formatted(begin, rows(table)));
    }
    TableDefinition<WindowTotals> definition = table.definition();
    WindowTotals row = asRow(found.get(0).getKey(), found.get(0).getValue());
    Map<String, Object> columns = new LinkedHashMap<>();
    definition.columns().forEach(column -> columns.put(column.name(), column.value().of(row)));
    return columns;
  }

  private static WindowTotals asRow(String key, Totals totals) {
    WindowChange row = new WindowChange();
    row.start = Facts.HOUR;
    row.key = key.substring(key.indexOf(' ') + 1).replace('/', '\0');
    row.totals = totals;
    return row;
  }
}
