package io.bidlake.verify.windows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything about some of the requests: their events, and rows about them. */
final class SpilledSlice {

  private final Map<String, RequestGroup> groups = new HashMap<>();
  private final List<UncountedRow> uncounted = new ArrayList<>();

  void add(Event event) {
    groups.computeIfAbsent(event.head().requestId(), RequestGroup::new).add(event);
  }

  void add(UncountedRow row) {
    uncounted.add(row);
  }

  Collection<RequestGroup> groups() {
    return groups.values();
  }

  List<UncountedRow> uncounted() {
    return uncounted;
  }
}
