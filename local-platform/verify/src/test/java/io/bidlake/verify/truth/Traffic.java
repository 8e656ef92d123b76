package io.bidlake.verify.truth;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Ahead;
import io.bidlake.verify.events.Event.Offer;
import io.bidlake.verify.events.Event.Outcome;
import io.bidlake.verify.events.Event.Place;
import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.events.Event.Request;
import io.bidlake.verify.events.Event.Response;
import io.bidlake.verify.events.RequestGroup;
import io.bidlake.verify.events.UncountedEvent;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** Events of some requests, and what they come to. Times are in ms since 12:00. */
public final class Traffic {

  public static final long NOON = Instant.parse("2026-02-03T12:00:00Z").toEpochMilli();
  public static final long MINUTE = 60_000;

  public static final long HOUR = 60 * MINUTE;
  public static final WindowRules RULES = WindowRules.read(Settings.of(List.of(), Map.of()));

  private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("HH:mm ");

  private final Map<String, RequestGroup> groups;
  private final AtomicLong offset;
  private final Ahead ahead;
  private final boolean settled;
  private final long delay;

  public Traffic() {
    this(new TreeMap<>(), new AtomicLong(), Ahead.NO, true, 0);
  }

  private Traffic(
      Map<String, RequestGroup> groups,
      AtomicLong offset,
      Ahead ahead,
      boolean settled,
      long delay) {
    this.groups = groups;
    this.offset = offset;
    this.ahead = ahead;
    this.settled = settled;
    this.delay = delay;
  }

  /** The same, for events that Kafka received some ms after they happened. */
  public Traffic receivedAfter(long millis) {
    return new Traffic(groups, offset, ahead, settled, millis);
  }

  /** The same, for events after the mark. */
  public Traffic afterMark() {
    return new Traffic(groups, offset, ahead, false, delay);
  }

  /** The same, for events of the record that the last one was of. */
  public Traffic inTheSameRecord() {
    return new Traffic(groups, new AtomicLong(offset.get() - 1), ahead, settled, delay);
  }

  /** The same, for events of a wrong clock. */
  public Traffic ahead() {
    return new Traffic(groups, offset, Ahead.YES, settled, delay);
  }

  /** The same, for events of which only the job knows whether their clock was wrong. */
  public Traffic maybeAhead() {
    return new Traffic(groups, offset, Ahead.MAYBE, settled, delay);
  }

  public Event request(String id, long time) {
    return request(id, time, "pub", "DEU");
  }

  public Event request(String id, long time, String publisher, String country) {
    return request(id, time, new Request(publisher, country, null, List.of(), 0));
  }

  public Event rejectedRequest(String id, long time) {
    return request(id, time, new Request("pub", "DEU", "TEST_TRAFFIC", List.of(), 0));
  }

  private Event request(String id, long time, Request request) {
    return add(Topics.BID_REQUESTS, id, id, null, time, request, null, null);
  }

  public Event response(String request, String id, long time) {
    return response(request, id, time, Set.of());
  }

  /** A response of these seats; without any, one of these bids. */
  public Event response(String request, String id, long time, Set<String> seats, String... bids) {
    Response response = new Response(null, List.of(), seats, List.of(bids));
    return add(Topics.BID_RESPONSES, request, id, request, time, null, response, null);
  }

  public Event impression(String request, String id, String response, long time) {
    return impression(request, id, response, time, Outcome.ofImpression("1", "seat", 2.0));
  }

  public Event paid(String request, String id, long time, String bidder, double usd) {
    return impression(request, id, "p", time, Outcome.ofImpression("1", bidder, usd));
  }

  public Event impression(String request, String id, String response, long time, Outcome shown) {
    return add(Topics.IMPRESSIONS, request, id, response, time, null, null, shown);
  }

  /** A request of a publisher that offers these placements. */
  Event offer(String id, long time, Place... places) {
    return request(id, time, new Request("pub", "DEU", null, List.of(places), 0));
  }

  /** A request of a user, by the hash of the id. */
  public Event visit(String id, long time, long user) {
    return request(id, time, new Request("pub", "DEU", null, List.of(), user));
  }

  /** A response with these bids. */
  public Event bids(String request, String id, long time, Integer noBid, Offer... bids) {
    Set<String> seats = new TreeSet<>();
    List.of(bids).forEach(bid -> seats.add(Objects.requireNonNullElse(bid.seat(), "")));
    Response response = new Response(noBid, List.of(bids), seats, List.of());
    return add(Topics.BID_RESPONSES, request, id, request, time, null, response, null);
  }

  /** A notice. */
  Event note(String request, String id, long time, Outcome note) {
    return add(Topics.NOTICES, request, id, null, time, null, null, note);
  }

  public Event click(String request, String id, String impression, long time) {
    return child(Topics.CLICKS, request, id, impression, time);
  }

  /** An event of any topic, of which the tables use no more than that it follows another one. */
  public Event child(Topic<?> topic, String request, String id, String parent, long time) {
    return add(topic, request, id, parent, time, null, null, null);
  }

  private Event add(
      Topic<?> topic,
      String requestId,
      String id,
      String parent,
      long time,
      Request request,
      Response response,
      Outcome outcome) {
    Position position = new Position(topic.name(), 0, offset.getAndIncrement());
    Event event =
        new Event(
            topic,
            requestId,
            id,
            parent,
            NOON + time,
            NOON + time + delay,
            position,
            ahead,
            settled,
            request,
            response,
            outcome);
    groupOf(event.requestId()).add(event);
    return event;
  }

  /** A row of late_events about an event. */
  public UncountedEvent uncounted(WindowTable table, Event event, String reason) {
    return uncounted(table, event, reason, reason.equals("LATE") ? HOUR : null);
  }

  public UncountedEvent uncounted(WindowTable table, Event event, String reason, Long lateness) {
    return add(
        new UncountedEvent(
            table.name(),
            reason,
            event.position(),
            event.id(),
            event.requestId(),
            Micros.ofMillis(event.time()),
            lateness));
  }

  public UncountedEvent add(UncountedEvent row) {
    groupOf(row.requestId()).add(row);
    return row;
  }

  /** All that was added, by request. */
  public Collection<RequestGroup> groups() {
    return groups.values();
  }

  private RequestGroup groupOf(String requestId) {
    return groups.computeIfAbsent(requestId, RequestGroup::new);
  }

  /** The rows that a table should have, such as {@code 12:00 DEU}, with their columns. */
  Map<String, List<Object>> rows(WindowTable table) {
    return rows(table, RULES);
  }

  /** The rows that a table should have by other rules. */
  Map<String, List<Object>> rows(WindowTable table, WindowRules rules) {
    Map<String, List<Object>> rows = new TreeMap<>();
    for (Cell cell : cells(table, rules).all()) {
      if (cell.isExpected()) {
        rows.put(name(cell.key()), table.valuesOf(cell));
      }
    }
    return rows;
  }

  /** The rows that records after the mark may change. */
  List<String> inFlight(WindowTable table) {
    return cells(table).all().stream()
        .filter(Cell::isInFlight)
        .map(cell -> name(cell.key()))
        .sorted()
        .toList();
  }

  /** What a table should have. */
  public Cells cells(WindowTable table) {
    return cells(table, RULES);
  }

  private Cells cells(WindowTable table, WindowRules rules) {
    Cells cells = new Cells(table);
    for (RequestGroup group : groups()) {
      table.truth().count(new Candidates(table, group, rules), cells);
    }
    return cells;
  }

  private static String name(CellKey key) {
    return START.format(LocalDateTime.ofInstant(key.start(), ZoneOffset.UTC)) + key.name();
  }
}
