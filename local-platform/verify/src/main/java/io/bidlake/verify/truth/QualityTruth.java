package io.bidlake.verify.truth;

import io.bidlake.model.Topics;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.truth.WindowTable.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The events of each topic by the hour in which they happened: copies, orphans, rejected requests
 * and delays; and those that were late by the hour that the job had reached, as {@code late_events}
 * says. The dead letters are added by {@link #deadLetters} and {@link #late}.
 */
public record QualityTruth() implements Truth {

  private static final String EVENTS = "events";
  private static final String DISTINCT = "distinct_events";
  private static final String ORPHANS = "orphans";
  private static final String LATE = "late_events";
  private static final String REJECTED = "rejected_requests";
  private static final String LETTERS = "dead_letters";
  private static final String UNKNOWN_REASON = "dead_letters for an unknown reason";
  private static final String AHEAD = "ahead_of_time";
  private static final String DELAY = "delay";

  private static final long LONGEST_DELAY = 10_000_000_000L;

  private static final List<String> REJECTIONS =
      List.of(
          "MISSING_REQUEST_ID",
          "MISSING_IMP",
          "MISSING_IMP_ID",
          "AMBIGUOUS_INVENTORY",
          "NEGATIVE_FLOOR",
          "TEST_TRAFFIC",
          "NON_PUBLIC_IP",
          "INVALID_IP");

  static final List<Column> COLUMNS = columns();

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.counted(EVENTS));
    columns.add(Column.counted(DISTINCT));
    columns.add(new Column("duplicates", QualityTruth::duplicates));
    columns.add(
        new Column(
            "duplicate_rate",
            cell ->
                cell.count(EVENTS) == 0
                    ? null
                    : Double.valueOf((double) duplicates(cell) / cell.count(EVENTS))));
    columns.add(Column.counted(ORPHANS));
    columns.add(Column.counted(LATE));
    columns.add(Column.counted(REJECTED));
    REJECTIONS.forEach(reason -> columns.add(Column.counted(rejected(reason))));
    columns.add(Column.counted(LETTERS));
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      String name = letters(reason);
      columns.add(new Column(name, cell -> new From(cell.count(name), cell.count(UNKNOWN_REASON))));
    }
    columns.add(Column.counted(AHEAD));
    columns.add(new Column("delay_ms_p50", cell -> cell.quantile(DELAY, 0.5)));
    columns.add(new Column("delay_ms_p99", cell -> cell.quantile(DELAY, 0.99)));
    return List.copyOf(columns);
  }

  private static Long duplicates(Cell cell) {
    return cell.count(EVENTS) - cell.count(DISTINCT);
  }

  private static String rejected(String reason) {
    return "rejected_" + reason.toLowerCase(Locale.ROOT);
  }

  private static String letters(DeadLetterReason reason) {
    return "dead_letters_" + reason.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Counts dead letters.
   *
   * @param reason their reason; null if they were redriven and can be decoded by now
   */
  public static void deadLetters(DeadLetterReason reason, long more, Cell cell) {
    cell.count(LETTERS, more);
    cell.count(reason == null ? UNKNOWN_REASON : letters(reason), more);
  }

  /**
   * Counts an event or dead letter that was late.
   *
   * @param time what the job had reached, in ms
   * @param settled whether the job must have processed it
   */
  public static void late(long time, String topic, boolean settled, Cells cells) {
    for (Cell cell : cells.at(time, topic)) {
      cell.count(LATE, 1);
      cell.touchUnless(settled);
    }
  }

  @Override
  public Function<Event, Reason> count(Candidates events, Cells cells) {
    for (Event copy : events.used()) {
      if (events.mayCount(copy)) {
        at(copy, cells).forEach(cell -> copy(copy, cell));
      }
      events.lateAt(copy).ifPresent(time -> late(time, copy.topic().name(), copy.settled(), cells));
    }
    if (events.hasId()) {
      distinct(events, cells);
    } else {
      alone(events, cells);
    }
    touch(events, cells);
    return event -> null;
  }

  private static void copy(Event copy, Cell cell) {
    cell.count(EVENTS, 1);
    if (copy.request() != null && !copy.request().accepted()) {
      cell.count(REJECTED, 1);
      cell.count(rejected(copy.request().rejection()), 1);
    }
    long delay = copy.receivedAt() - copy.time();
    if (delay < 0) {
      cell.count(AHEAD, 1);
    }
    cell.price(DELAY, (double) Math.max(0, Math.min(delay, LONGEST_DELAY)));
  }

  private static void distinct(Candidates events, Cells cells) {
    Event request = events.request();
    if (request != null) {
      distinct(request, true, cells);
    }
    List<Event> answers = events.answers();
    events.responses().forEach(each -> distinct(each, answers.contains(each), cells));
    List<Event> shown = events.shown(answers);
    events.impressions().forEach(each -> distinct(each, shown.contains(each), cells));
    long click = events.rules().within(Topics.CLICKS);
    for (Event each : events.clicks()) {
      boolean isOfShown =
          shown.stream().anyMatch(parent -> each.names(parent) && each.follows(parent, click));
      distinct(each, isOfShown, cells);
    }
    for (Event each : events.notices()) {
      boolean isOfRequest = request != null && each.follows(request, events.rules().noticeWithin());
      distinct(each, isOfRequest, cells);
    }
  }

  /** Without a request id, only copies of impressions and clicks are known as such. */
  private static void alone(Candidates events, Cells cells) {
    Stream<Event> served = Stream.concat(events.impressions().stream(), events.clicks().stream());
    Stream<Event> others =
        events.used().stream()
            .filter(each -> !each.isOf(Topics.IMPRESSIONS) && !each.isOf(Topics.CLICKS))
            .filter(each -> events.mayCount(each));
    Stream.concat(served, others)
        .forEach(each -> distinct(each, each.isOf(Topics.BID_REQUESTS), cells));
  }

  private static void distinct(Event event, boolean isOfRequest, Cells cells) {
    for (Cell cell : at(event, cells)) {
      cell.count(DISTINCT, 1);
      cell.count(ORPHANS, isOfRequest ? 0 : 1);
    }
  }

  /** Marks the rows that records after the mark may change. */
  private static void touch(Candidates events, Cells cells) {
    if (!events.areInFlight()) {
      return;
    }
    Set<Object> unsettled = new HashSet<>();
    events.used().stream()
        .filter(event -> !event.settled())
        .forEach(event -> unsettled.add(event.identity()));
    // An event without a request changes nothing else.
    events.used().stream()
        .filter(event -> events.group().hasRequestId() || unsettled.contains(event.identity()))
        .forEach(event -> at(event, cells).forEach(Cell::touch));
  }

  private static List<Cell> at(Event event, Cells cells) {
    return cells.at(event.time(), event.topic().name());
  }

  /** A number, or one that is higher by some. */
  private record From(long least, long more) implements Expected {

    @Override
    public boolean accepts(Object found, Row row) {
      return found instanceof Long number && number >= least && number <= least + more;
    }

    @Override
    public String toString() {
      return more == 0 ? String.valueOf(least) : least + " to " + (least + more);
    }
  }
}
