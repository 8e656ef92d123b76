package io.bidlake.verify.windows;

import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.report.WindowsResult.WindowDifference;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Counts differences and keeps the first ones. */
final class Faults {

  static final int SHOWN = 20;

  private final TreeSet<WindowDifference> first =
      new TreeSet<>(
          Comparator.comparing(WindowDifference::time)
              .thenComparing(WindowDifference::key)
              .thenComparing(WindowDifference::column)
              .thenComparing(WindowDifference::toString));
  private long count;

  void add(WindowDifference difference) {
    count++;
    first.add(difference);
    if (first.size() > SHOWN) {
      first.pollLast();
    }
  }

  /** Adds a difference about an event in {@code late_events}. */
  void addLateEvent(
      Instant time,
      Position position,
      String table,
      String column,
      String expected,
      String actual) {
    String key = position + " for " + table;
    add(new WindowDifference(Layout.LATE_EVENTS.name(), time, key, column, expected, actual));
  }

  long count() {
    return count;
  }

  List<WindowDifference> first() {
    return List.copyOf(first);
  }
}
