package io.bidlake.verify.windows;

import io.bidlake.verify.report.WindowDifference;
import io.bidlake.verify.rows.Layout;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Finds events that a table neither counts nor lists in {@code late_events}. */
final class SilentLosses {

  private final WindowRules rules;
  private final Faults faults;
  private final OptionalLong funnelReach;

  /**
   * @param funnelReach how far event time has come for the funnel job
   */
  SilentLosses(WindowRules rules, Faults faults, OptionalLong funnelReach) {
    this.rules = rules;
    this.faults = faults;
    this.funnelReach = funnelReach;
  }

  void check(RequestGroup group, CountedFunnel funnel, Uncounted uncounted) {
    Reasons reasons = new Reasons(funnel, group.hasRejectedRequest(), isOver(group));
    for (WindowTable table : WindowTable.ALL) {
      boolean suspicious =
          group.events().anyMatch(event -> reasons.of(table, event, uncounted) != null);
      if (suspicious) {
        check(table, group, reasons, uncounted);
      }
    }
  }

  /** One copy that counts, or one row for any of the copies, is enough. */
  private void check(WindowTable table, RequestGroup group, Reasons reasons, Uncounted uncounted) {
    Set<Identity> fine = new HashSet<>();
    Map<Identity, Event> lost = new LinkedHashMap<>();
    group
        .events()
        .forEach(
            event -> {
              Identity identity = new Identity(event.getClass(), event.head().id());
              if (reasons.of(table, event, uncounted) == null) {
                fine.add(identity);
              } else {
                lost.putIfAbsent(identity, event);
              }
            });
    lost.forEach(
        (identity, event) -> {
          if (!fine.contains(identity)) {
            report(table, event, reasons.of(table, event, uncounted));
          }
        });
  }

  private void report(WindowTable table, Event event, String reason) {
    faults.add(
        new WindowDifference(
            Layout.LATE_EVENTS.name(),
            Instant.ofEpochMilli(event.head().time()),
            event.head().position() + " for " + table.tableName(),
            "row",
            reason,
            "none"));
  }

  /** Whether the funnel job must have dropped what it knew of the request. */
  private boolean isOver(RequestGroup group) {
    long last =
        group
            .events()
            .filter(event -> !event.head().ahead())
            .mapToLong(event -> event.head().time())
            .max()
            .orElse(Long.MIN_VALUE);
    long over = last + rules.hold() + rules.lateness();
    return funnelReach.isPresent()
        && over <= funnelReach.getAsLong() - rules.outOfOrderness() - rules.grace();
  }

  private record Identity(Class<?> kind, String id) {}

  private record Reasons(CountedFunnel funnel, boolean ofRejected, boolean isOver) {

    /** The row that is lacking; null if the table counts the event, or need not say so yet. */
    private String of(WindowTable table, Event event, Uncounted uncounted) {
      if (!table.uses(event)
          || !event.head().settled()
          || uncounted.find(table, event) != null
          || (table == WindowTable.FUNNEL && ofRejected)) {
        return null;
      }
      if (event.head().ahead()) {
        return UncountedRow.AHEAD;
      }
      if (table != WindowTable.FUNNEL) {
        boolean unpriced = event instanceof Event.Impression impression && !impression.isPriced();
        return unpriced ? UncountedRow.UNPRICED : null;
      }
      boolean orphan = !(event instanceof Event.Request) && !funnel.counts(event);
      return orphan && isOver ? UncountedRow.ORPHAN : null;
    }
  }
}
