package io.bidlake.verify.windows;

import io.bidlake.model.CountingRules;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Ahead;
import io.bidlake.verify.events.RequestGroup;
import io.bidlake.verify.events.UncountedEvent;
import io.bidlake.verify.report.WindowsResult.UncountedCount;
import io.bidlake.verify.truth.Known;
import io.bidlake.verify.truth.WindowRules;
import io.bidlake.verify.truth.WindowTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Checks that each row of {@code late_events} is correct. */
final class UncountedAudit {

  private static final String WHOLE_ROW = "row";

  private final WindowRules rules;
  private final Faults faults;
  private final Known known;
  private final Map<String, Map<String, Long>> counts = new TreeMap<>();

  UncountedAudit(WindowRules rules, Faults faults, Known known) {
    this.rules = rules;
    this.faults = faults;
    this.known = known;
  }

  /**
   * Checks a row about a dead letter, and counts it.
   *
   * @param timeMicros when Kafka received the dead letter
   * @param canBeAhead whether only the job can tell whether that time is in the future
   */
  void check(UncountedEvent row, long timeMicros, boolean canBeAhead) {
    count(row);
    if (row.timeMicros() != timeMicros) {
      Instant time = Micros.instant(timeMicros);
      report(row, "event_timestamp", time.toString(), time(row).toString());
    }
    if (!row.is(Reason.LATE) && !(row.is(Reason.AHEAD) && canBeAhead)) {
      report(row, "reason", "another reason or no row", row.reason());
    }
    checkLateness(row);
  }

  /**
   * Checks and counts the rows about one request.
   *
   * @param whyNot by table, a function that returns why it does not count an event
   */
  void check(RequestGroup group, Map<String, Function<Event, Reason>> whyNot) {
    Map<List<Object>, Integer> seen = new HashMap<>();
    for (UncountedEvent row : group.uncounted()) {
      count(row);
      List<Event> events = eventsOf(row, group);
      List<Object> about = List.of(row.position(), row.table(), row.id(), row.timeMicros());
      if (events.isEmpty()) {
        String record = "a record of request '%s' there".formatted(row.requestId());
        report(row, WHOLE_ROW, record, "none");
      } else if (seen.merge(about, 1, Integer::sum) > events.size()) {
        report(row, WHOLE_ROW, "one for " + row.table(), "another one");
      } else {
        check(row, events, group, whyNot.get(row.table()));
      }
    }
  }

  private void count(UncountedEvent row) {
    counts
        .computeIfAbsent(row.table(), table -> new TreeMap<>())
        .merge(row.reason(), 1L, Long::sum);
  }

  /**
   * The events of a record that a row may be about; if its id or time is wrong, one of them; none
   * if the record does not exist.
   */
  private static List<Event> eventsOf(UncountedEvent row, RequestGroup group) {
    List<Event> all =
        group.events().stream().filter(event -> event.position().equals(row.position())).toList();
    List<Event> withId = all.stream().filter(event -> row.id().equals(event.id())).toList();
    List<Event> withTime =
        withId.stream().filter(event -> row.timeMicros() == Micros.ofMillis(event.time())).toList();
    return !withTime.isEmpty()
        ? withTime
        : withId.isEmpty() ? all.stream().limit(1).toList() : withId.subList(0, 1);
  }

  List<UncountedCount> counts() {
    return UncountedCount.of(counts);
  }

  private void check(
      UncountedEvent row, List<Event> events, RequestGroup group, Function<Event, Reason> whyNot) {
    Event event = events.get(0);
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
    } else if (event.time() >= known.from(table, rules)
        && events.stream().noneMatch(each -> holds(row, each, group, table, whyNot))) {
      report(row, "reason", "another reason or no row", row.reason());
    }
    checkLateness(row);
  }

  private void checkLateness(UncountedEvent row) {
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
    // The watermark in the row cannot be verified from Kafka.
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

  /**
   * Whether a request has so many events, with their bids in the auction job, that its sender must
   * use one id for everything.
   */
  private static boolean isCrowded(RequestGroup group, WindowTable table) {
    List<Topic<?>> topics = WindowTable.topicsOf(table.job());
    return group.events().stream()
            .filter(event -> !event.isOf(Topics.BID_REQUESTS))
            .filter(event -> topics.stream().anyMatch(event::isOf))
            .mapToInt(
                event ->
                    table.countsBids() && event.response() != null
                        ? 1 + event.response().bids().size()
                        : 1)
            .sum()
        > CountingRules.MOST_EVENTS_OF_A_REQUEST;
  }

  private void report(UncountedEvent row, String column, String expected, String actual) {
    faults.addLateEvent(time(row), row.position(), row.table(), column, expected, actual);
  }

  private static Instant time(UncountedEvent row) {
    return Micros.instant(row.timeMicros());
  }
}
