package io.bidlake.verify.report;

import java.util.List;

/**
 * The tables of windows beside what Kafka says.
 *
 * @param tables each table
 * @param lateEvents what they do not count, by table and reason
 * @param lateEventFaults rows of {@code late_events} that are wrong, and events that lack one
 * @param differences the first differences of each table
 */
public record WindowsResult(
    List<WindowResult> tables,
    List<LateEvents> lateEvents,
    long lateEventFaults,
    List<WindowDifference> differences) {

  public WindowsResult {
    tables = List.copyOf(tables);
    lateEvents = List.copyOf(lateEvents);
    differences = List.copyOf(differences);
  }

  public boolean agree() {
    return lateEventFaults == 0 && tables.stream().allMatch(WindowResult::agrees);
  }
}
