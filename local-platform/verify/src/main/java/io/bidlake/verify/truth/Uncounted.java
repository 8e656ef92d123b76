package io.bidlake.verify.truth;

import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.events.UncountedEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The rows of {@code late_events} about some requests, by table and event. */
public final class Uncounted {

  private final Map<Place, UncountedEvent> rows = new HashMap<>();

  public Uncounted(Collection<UncountedEvent> rows) {
    rows.forEach(row -> this.rows.put(Place.of(row), row));
  }

  /** Whether there is a row about the event for this table. */
  public boolean has(WindowTable table, Event event) {
    return find(table, event) != null;
  }

  /**
   * Whether the table may count the event. A row with the reason ORPHAN does not exclude it: an
   * orphan is not counted anyway.
   */
  boolean lets(WindowTable table, Event event) {
    UncountedEvent row = find(table, event);
    return !event.isAhead() && (row == null || row.is(Reason.ORPHAN));
  }

  /** The watermark, in ms, of the table's job when it read the event; empty if it was not late. */
  OptionalLong lateAt(WindowTable table, Event event) {
    UncountedEvent row = find(table, event);
    return row == null ? OptionalLong.empty() : row.lateAt();
  }

  /** Whether the sender's clock was ahead when the table's job read the event. */
  public boolean isAhead(WindowTable table, Event event) {
    UncountedEvent row = find(table, event);
    return event.isAhead() || (row != null && row.is(Reason.AHEAD));
  }

  private UncountedEvent find(WindowTable table, Event event) {
    return rows.isEmpty() ? null : rows.get(Place.of(table, event));
  }

  /** Identifies an event of a record, which can contain more than one. */
  private record Place(String table, Position position, String id, long timeMicros) {

    private static Place of(UncountedEvent row) {
      return new Place(row.table(), row.position(), row.id(), row.timeMicros());
    }

    private static Place of(WindowTable table, Event event) {
      return new Place(table.name(), event.position(), event.id(), Micros.ofMillis(event.time()));
    }
  }
}
