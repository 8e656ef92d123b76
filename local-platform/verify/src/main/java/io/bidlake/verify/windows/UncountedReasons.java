package io.bidlake.verify.windows;

import java.util.Optional;
import java.util.OptionalLong;

/** Says what speaks against the reason for which a table does not count an event. */
final class UncountedReasons {

  /** A request with more events than this uses one id for everything. */
  private static final int MOST_EVENTS = 1000;

  private final WindowRules rules;

  UncountedReasons(WindowRules rules) {
    this.rules = rules;
  }

  /** What the row should say instead; nothing if the reason holds. */
  Optional<String> objection(
      UncountedRow row, Event event, RequestGroup group, CountedFunnel funnel) {
    Optional<WindowTable> table = table(row.table());
    if (table.isEmpty() || !table.get().uses(event)) {
      return Optional.of("no row: the table does not use such events");
    }
    boolean holds =
        switch (row.reason()) {
          // That the watermark was where the row says cannot be told from Kafka.
          case UncountedRow.LATE -> true;
          case UncountedRow.AHEAD -> event.head().ahead();
          case UncountedRow.UNPRICED ->
              table.get() != WindowTable.FUNNEL
                  && event instanceof Event.Impression impression
                  && !impression.isPriced();
          case UncountedRow.ORPHAN ->
              table.get() == WindowTable.FUNNEL
                  && !(event instanceof Event.Request)
                  && !funnel.counts(event);
          case UncountedRow.CROWDED -> isCrowded(table.get(), group);
          default -> false;
        };
    return holds ? Optional.empty() : Optional.of("another reason or no row");
  }

  /** The least lateness that is allowed where the row's is not; nothing if it is. */
  OptionalLong leastLateness(UncountedRow row) {
    boolean late = row.reason().equals(UncountedRow.LATE);
    boolean holds = !late || (row.lateness() != null && row.lateness() >= rules.lateness());
    return holds ? OptionalLong.empty() : OptionalLong.of(rules.lateness());
  }

  private static boolean isCrowded(WindowTable table, RequestGroup group) {
    int events = group.impressions().size();
    if (table == WindowTable.FUNNEL) {
      events += group.responses().size() + group.clicks().size();
    }
    return events > MOST_EVENTS;
  }

  private static Optional<WindowTable> table(String name) {
    return WindowTable.ALL.stream().filter(table -> table.layout().name().equals(name)).findFirst();
  }
}
