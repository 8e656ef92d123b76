package io.bidlake.verify.events;

import io.bidlake.model.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All events of one request id; the empty id stands for events without a request. */
public final class RequestGroup {

  private final String requestId;
  private final List<Event> events = new ArrayList<>(4);

  RequestGroup(String requestId) {
    this.requestId = requestId;
  }

  void add(Event event) {
    events.add(event);
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

  public Stream<Event> of(Topic<?> topic) {
    return events.stream().filter(event -> event.isOf(topic));
  }
}
