package io.bidlake.verify.windows;

import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.truth.Candidates;
import io.bidlake.verify.truth.Known;
import io.bidlake.verify.truth.WindowRules;
import io.bidlake.verify.truth.WindowTable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Finds events that a table neither counts nor lists in {@code late_events}. */
final class UnlistedEvents {

  private final Faults faults;
  private final Function<WindowTable, Optional<Reached>> reach;
  private final Known known;
  private long held;

  /**
   * @param reach returns the event time that the job of a table has reached
   * @param known the part of Kafka that is read
   */
  UnlistedEvents(Faults faults, Function<WindowTable, Optional<Reached>> reach, Known known) {
    this.faults = faults;
    this.reach = reach;
    this.known = known;
  }

  /**
   * Checks the events of one request. For each event it is enough that one copy counts, or that
   * there is a row for any copy.
   *
   * @param whyNot returns why the table does not count an event; null if it does
   */
  void check(Candidates events, Function<Event, Reason> whyNot) {
    if (!events.table().truth().listsUncounted(events.group())) {
      return;
    }
    Map<Identity, Event> unlisted = new LinkedHashMap<>();
    events.used().stream()
        .filter(event -> missing(event, events, whyNot) != null)
        .forEach(event -> unlisted.putIfAbsent(Identity.of(event), event));
    if (!unlisted.isEmpty()) {
      events.used().stream()
          .filter(event -> missing(event, events, whyNot) == null)
          .forEach(event -> unlisted.remove(Identity.of(event)));
      unlisted.values().forEach(event -> report(events, event, missing(event, events, whyNot)));
    }
  }

  /** The reason of the missing row; null if no row is missing, or none is required yet. */
  private Reason missing(Event event, Candidates events, Function<Event, Reason> whyNot) {
    Reason reason = event.isAhead() ? Reason.AHEAD : whyNot.apply(event);
    boolean excused =
        reason == null
            || !event.settled()
            || event.time() < known.from(events.table(), events.rules())
            || events.row(event) != null
            || (reason == Reason.ORPHAN && !isOver(events, Reached::soon));
    return excused ? null : reason;
  }

  private void report(Candidates events, Event event, Reason reason) {
    if (reason == Reason.ORPHAN && !isOver(events, Reached::surely)) {
      held++;
    }
    Instant time = Instant.ofEpochMilli(event.time());
    String table = events.table().name();
    faults.addLateEvent(time, event.position(), table, "row", reason.name(), "none");
  }

  /** How many of the missing rows wait for a partition that does not count as idle yet, at most. */
  long held() {
    return held;
  }

  /** Whether the table's job must have dropped its state of the request. */
  private boolean isOver(Candidates events, ToLongFunction<Reached> time) {
    WindowRules rules = events.rules();
    long last =
        events.group().events().stream()
            .filter(event -> !events.wasAhead(event))
            .mapToLong(Event::time)
            .max()
            .orElse(Long.MIN_VALUE);
    Optional<Reached> reached = reach.apply(events.table());
    return reached.isPresent()
        && last + events.table().truth().hold(rules) + rules.lateness()
            <= time.applyAsLong(reached.get()) - rules.outOfOrderness() - rules.grace();
  }

  private record Identity(int topic, Object id) {

    private static Identity of(Event event) {
      return new Identity(event.topic().code(), event.identity());
    }
  }
}
