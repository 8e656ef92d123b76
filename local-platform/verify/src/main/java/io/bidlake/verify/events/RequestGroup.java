package io.bidlake.verify.events;

import io.bidlake.model.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All events of one request id, and the rows of {@code late_events} about them; the empty id stands
 * for events without a request.
 */
public final class RequestGroup {

  private final String requestId;
  private final List<Event> events = new ArrayList<>(4);
  private final List<UncountedEvent> uncounted = new ArrayList<>(0);

  public RequestGroup(String requestId) {
    this.requestId = requestId;
  }

  public void add(Event event) {
    events.add(event);
  }

  public void add(UncountedEvent row) {
    uncounted.add(row);
  }

  public String requestId() {
    return requestId;
  }

  public boolean hasRequestId() {
    return !requestId.isEmpty();
  }

  public List<Event> events() {
    return events;
  }

  /** The rows of {@code late_events}. */
  public List<UncountedEvent> uncounted() {
    return uncounted;
  }

  public Stream<Event> of(Topic<?> topic) {
    return events.stream().filter(event -> event.isOf(topic));
  }
}
