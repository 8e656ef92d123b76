package io.bidlake.verify.events;

import io.bidlake.verify.base.Micros;
import io.bidlake.verify.events.Event.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All events of one request id, and the rows of {@code late_events} about them.
 *
 * @param requestId the id; empty for events without a request
 * @param events the events
 * @param uncounted the rows of {@code late_events}
 * @param rows the rows by what they are about, without those that repeat another one
 */
public record RequestGroup(
    String requestId,
    List<Event> events,
    List<UncountedEvent> uncounted,
    Map<Place, UncountedEvent> rows) {

  public RequestGroup(String requestId) {
    this(requestId, new ArrayList<>(4), new ArrayList<>(0), new HashMap<>(0));
  }

  /** What a row is about: an event of a record, which can contain more than one. */
  record Place(String table, Position position, String id, long timeMicros) {}

  public void add(Event event) {
    events.add(event);
  }

  public void add(UncountedEvent row) {
    uncounted.add(row);
    rows.put(new Place(row.table(), row.position(), row.id(), row.timeMicros()), row);
  }

  public boolean hasRequestId() {
    return !requestId.isEmpty();
  }

  /** The row about an event for a table; null if there is none. */
  public UncountedEvent row(String table, Event event) {
    return rows.isEmpty()
        ? null
        : rows.get(new Place(table, event.position(), event.id(), Micros.ofMillis(event.time())));
  }
}
