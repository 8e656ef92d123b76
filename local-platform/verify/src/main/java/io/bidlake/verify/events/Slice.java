package io.bidlake.verify.events;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All data of some of the requests: their events, and the events that do not count. */
public final class Slice {

  private final Map<String, RequestGroup> groups = new HashMap<>();
  private final List<UncountedEvent> uncounted = new ArrayList<>();

  public void add(Event event) {
    groups.computeIfAbsent(event.requestId(), RequestGroup::new).add(event);
  }

  public void add(UncountedEvent event) {
    uncounted.add(event);
  }

  public Collection<RequestGroup> groups() {
    return groups.values();
  }

  /** The rows of {@code late_events}. */
  public List<UncountedEvent> uncounted() {
    return uncounted;
  }
}
