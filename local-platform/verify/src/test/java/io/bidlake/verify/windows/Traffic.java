package io.bidlake.verify.windows;

import io.bidlake.settings.Settings;
import io.bidlake.verify.report.WindowDifference;
import io.bidlake.verify.rows.Micros;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Events of some requests, and what they come to. Times are in ms since 12:00. */
final class Traffic {

  static final long NOON = Instant.parse("2026-02-03T12:00:00Z").toEpochMilli();
  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;
  static final WindowRules RULES = WindowRules.read(Settings.of(List.of(), Map.of()));

  private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("HH:mm ");

  private final SpilledSlice slice;
  private final AtomicLong offset;
  private final boolean ahead;
  private final boolean settled;

  Traffic() {
    this(new SpilledSlice(), new AtomicLong(), false, true);
  }

  private Traffic(SpilledSlice slice, AtomicLong offset, boolean ahead, boolean settled) {
    this.slice = slice;
    this.offset = offset;
    this.ahead = ahead;
    this.settled = settled;
  }

  /** The same, for events after the mark. */
  Traffic afterMark() {
    return new Traffic(slice, offset, ahead, false);
  }

  /** The same, for events of a wrong clock. */
  Traffic ahead() {
    return new Traffic(slice, offset, true, settled);
  }

  Event.Request request(String id, long time) {
    return request(id, time, "pub", "DEU");
  }

  Event.Request request(String id, long time, String publisher, String country) {
    return add(new Event.Request(head("bid-requests", id, id, time), publisher, country, true));
  }

  Event.Request rejectedRequest(String id, long time) {
    return add(new Event.Request(head("bid-requests", id, id, time), "pub", "DEU", false));
  }

  Event.Response response(String request, String id, long time) {
    return add(new Event.Response(head("bid-responses", request, id, time)));
  }

  Event.Impression impression(String request, String id, String response, long time) {
    return add(new Event.Impression(head("impressions", request, id, time), response, "seat", 2.0));
  }

  Event.Impression paid(String request, String id, long time, String bidder, double usd) {
    return add(new Event.Impression(head("impressions", request, id, time), "p", bidder, usd));
  }

  Event.Click click(String request, String id, String impression, long time) {
    return add(new Event.Click(head("clicks", request, id, time), impression));
  }

  /** A row of late_events about an event. */
  UncountedRow uncounted(WindowTable table, Event event, String reason) {
    return uncounted(table, event, reason, reason.equals("LATE") ? HOUR : null);
  }

  UncountedRow uncounted(WindowTable table, Event event, String reason, Long lateness) {
    Event.Head head = event.head();
    return add(
        new UncountedRow(
            table.tableName(),
            reason,
            head.position(),
            head.id(),
            head.requestId(),
            Micros.ofMillis(head.time()),
            lateness));
  }

  UncountedRow add(UncountedRow row) {
    slice.add(row);
    return row;
  }

  private Event.Head head(String topic, String request, String id, long time) {
    Position position = new Position(topic, 0, offset.getAndIncrement());
    return new Event.Head(request, id, NOON + time, position, ahead, settled);
  }

  private <E extends Event> E add(E event) {
    slice.add(event);
    return event;
  }

  /** The rows that a table should have, such as {@code 12:00 DEU}, with their columns. */
  Map<String, List<Object>> rows(WindowTable table) {
    Map<String, List<Object>> rows = new TreeMap<>();
    truth(new Faults(), OptionalLong.empty())
        .cells()
        .of(table)
        .forEach(
            (key, cell) -> {
              if (cell.isExpected()) {
                rows.put(name(key), table.columns().values().apply(key, cell));
              }
            });
    return rows;
  }

  /** The rows that records after the mark may change. */
  List<String> inFlight(WindowTable table) {
    return truth(new Faults(), OptionalLong.empty()).cells().of(table).entrySet().stream()
        .filter(entry -> entry.getValue().isInFlight())
        .map(entry -> name(entry.getKey()))
        .sorted()
        .toList();
  }

  /** What is wrong with late_events when event time has come this far. */
  List<String> lateFaults(long reach) {
    Faults faults = new Faults();
    truth(faults, OptionalLong.of(NOON + reach));
    return faults.first().stream().map(Traffic::text).toList();
  }

  private WindowTruth truth(Faults faults, OptionalLong reach) {
    WindowTruth truth = new WindowTruth(RULES, faults, reach);
    truth.add(slice);
    return truth;
  }

  private static String text(WindowDifference fault) {
    return "%s %s: expected %s, was %s"
        .formatted(fault.key(), fault.column(), fault.expected(), fault.actual());
  }

  private static String name(CellKey key) {
    return START.format(LocalDateTime.ofInstant(key.start(), ZoneOffset.UTC)) + key.name();
  }
}
