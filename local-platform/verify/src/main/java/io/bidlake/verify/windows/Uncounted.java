package io.bidlake.verify.windows;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The rows of {@code late_events} about some requests, by table and record. */
final class Uncounted {

  private final Map<Place, UncountedRow> rows = new HashMap<>();

  Uncounted(Collection<UncountedRow> rows) {
    rows.forEach(row -> this.rows.put(new Place(row.table(), row.position()), row));
  }

  /** The row of the record for this table; null if there is none. */
  UncountedRow find(WindowTable table, Event event) {
    return rows.get(new Place(table.layout().name(), event.head().position()));
  }

  /**
   * Whether the table may count the record. An orphan needs no exception: nothing makes it count.
   */
  boolean lets(WindowTable table, Event event) {
    UncountedRow row = find(table, event);
    return !event.head().ahead() && (row == null || row.reason().equals(UncountedRow.ORPHAN));
  }

  private record Place(String table, Position position) {}
}
