package io.bidlake.verify.windows;

import io.bidlake.model.CountingRules;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Ahead;
import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.events.RequestGroup;
import io.bidlake.verify.events.UncountedEvent;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.report.WindowsResult.UncountedCount;
import io.bidlake.verify.report.WindowsResult.WindowDifference;
import io.bidlake.verify.truth.WindowRules;
import io.bidlake.verify.truth.WindowTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Checks whether each row of {@code late_events} is true. */
final class UncountedAudit {

  private static final String WHOLE_ROW = "row";

  private final WindowRules rules;
  private final Faults faults;
  private final Map<String, Map<String, Long>> counts = new TreeMap<>();

  UncountedAudit(WindowRules rules, Faults faults) {
    this.rules = rules;
    this.faults = faults;
  }

  /** Counts the rows, finds repeated ones and sorts them by record. */
  Map<Position, List<UncountedEvent>> byRecord(List<UncountedEvent> rows) {
    Map<Position, List<UncountedEvent>> byRecord = new HashMap<>();
    Set<List<Object>> seen = new HashSet<>();
    for (UncountedEvent row : rows) {
      counts
          .computeIfAbsent(row.table(), table -> new TreeMap<>())
          .merge(row.reason(), 1L, Long::sum);
      if (seen.add(List.of(row.table(), row.position()))) {
        byRecord.computeIfAbsent(row.position(), position -> new ArrayList<>()).add(row);
      } else {
        report(row, WHOLE_ROW, "one for " + row.table(), "another one");
      }
    }
    return byRecord;
  }

  /**
   * Checks the rows about the events of one request, and takes them away.
   *
   * @param whyNot by table, why it does not count an event; null if it counts
   */
  void check(
      RequestGroup group,
      Map<String, Function<Event, Reason>> whyNot,
      Map<Position, List<UncountedEvent>> rows) {
    for (Event event : group.events()) {
      List<UncountedEvent> about = rows.remove(event.position());
      if (about != null) {
        about.forEach(row -> check(row, event, group, whyNot.get(row.table())));
      }
    }
  }

  /** Reports what is left after all requests: rows about records that are not there. */
  void checkLeft(Map<Position, List<UncountedEvent>> rows) {
    rows.values().stream()
        .flatMap(List::stream)
        .forEach(
            row ->
                report(
                    row,
                    WHOLE_ROW,
                    "a record of request '%s' there".formatted(row.requestId()),
                    "none"));
  }

  List<UncountedCount> counts() {
    return UncountedCount.of(counts);
  }

  private void check(
      UncountedEvent row, Event event, RequestGroup group, Function<Event, Reason> whyNot) {
    if (!row.id().equals(event.id())) {
      report(row, "event_id", event.id(), row.id());
    }
    if (row.timeMicros() != Micros.ofMillis(event.time())) {
      String time = Instant.ofEpochMilli(event.time()).toString();
      report(row, "event_timestamp", time, time(row).toString());
    }
    WindowTable table =
        WindowTable.ALL.stream()
            .filter(each -> each.name().equals(row.table()) && each.uses(event.topic()))
            .findFirst()
            .orElse(null);
    if (table == null) {
      report(row, "reason", "no row: the table does not use such events", row.reason());
    } else if (!holds(row, event, group, table, whyNot)) {
      report(row, "reason", "another reason or no row", row.reason());
    }
    boolean lateEnough = row.lateness() != null && row.lateness() >= rules.lateness();
    if (row.is(Reason.LATE) && !lateEnough) {
      report(row, "lateness_ms", "at least " + rules.lateness(), String.valueOf(row.lateness()));
    }
  }

  private static boolean holds(
      UncountedEvent row,
      Event event,
      RequestGroup group,
      WindowTable table,
      Function<Event, Reason> whyNot) {
    // That the watermark was where the row says cannot be told from Kafka.
    if (row.is(Reason.LATE)) {
      return true;
    }
    if (row.is(Reason.AHEAD)) {
      return event.ahead() != Ahead.NO;
    }
    if (row.is(Reason.CROWDED)) {
      return isCrowded(group, table);
    }
    Reason reason = whyNot.apply(event);
    return reason != null && row.is(reason);
  }

  /** Whether so much follows from a request that it must use one id for everything. */
  private static boolean isCrowded(RequestGroup group, WindowTable table) {
    return group.events().stream()
            .filter(event -> event.topic().parent() != null && table.uses(event.topic()))
            .count()
        > CountingRules.MOST_EVENTS_OF_A_REQUEST;
  }

  private void report(UncountedEvent row, String column, String expected, String actual) {
    faults.add(
        new WindowDifference(
            Layout.LATE_EVENTS.name(),
            time(row),
            row.position() + " for " + row.table(),
            column,
            expected,
            actual));
  }

  private static Instant time(UncountedEvent row) {
    return Instant.EPOCH.plus(row.timeMicros(), ChronoUnit.MICROS);
  }
}
