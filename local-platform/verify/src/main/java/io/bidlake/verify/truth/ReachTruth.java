package io.bidlake.verify.truth;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Offer;
import io.bidlake.verify.truth.WindowTable.Column;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.datasketches.theta.Sketch;

/** The users of the impressions of a campaign on one day. */
record ReachTruth() implements Truth {

  static final List<Column> COLUMNS =
      List.of(
          new Column("impressions", cell -> new ExpectedImpressions(cell.audience())),
          new Column("users", cell -> new OfSketch(Sketch::getEstimate)),
          new Column("users_low", cell -> new OfSketch(sketch -> sketch.getLowerBound(2))),
          new Column("users_high", cell -> new OfSketch(sketch -> sketch.getUpperBound(2))),
          new Column(ExpectedSketch.COLUMN, cell -> new ExpectedSketch(cell.audience())));

  /**
   * Of more pairs of impression and response, as of a sender with one id, not each is looked at.
   */
  private static final long MOST_PAIRS = 1_000_000;

  @Override
  public Optional<Duration> step() {
    return Optional.of(Duration.ofHours(1));
  }

  @Override
  public Function<Event, Reason> count(Candidates events, Cells cells) {
    Event request = events.hasId() ? events.request() : null;
    List<Event> responses = events.responses();
    Set<Seen> counted = new HashSet<>();
    if (request != null && request.request().user() != 0) {
      for (Event impression : events.impressions()) {
        String campaign = Candidates.campaign(impression, events.parents(impression, responses));
        if (campaign != null && impression.follows(request, events.rules().toImpression())) {
          counted.add(new Seen(campaign, impression.time(), request.request().user()));
          cells
              .at(impression.time(), campaign)
              .forEach(cell -> cell.seen(request.request().user(), impression.time()));
        }
      }
    }
    mark(events, counted, cells);
    return event -> null;
  }

  /** An impression of a campaign by a user. */
  private record Seen(String campaign, long time, long user) {}

  /**
   * Marks the rows that records after the mark may change, and those that may have had, before all
   * copies of the events had arrived, what they do not have any more.
   */
  private static void mark(Candidates events, Set<Seen> counted, Cells cells) {
    boolean inFlight = events.areInFlight();
    for (Seen possible : possible(events)) {
      for (Cell cell : cells.at(possible.time(), possible.campaign())) {
        if (inFlight) {
          cell.touch();
        }
        if (!counted.contains(possible)) {
          cell.waver();
        }
      }
    }
  }

  /** What some of the copies of the events without the others would come to. */
  private static Set<Seen> possible(Candidates events) {
    Set<Long> users = new HashSet<>();
    used(events, Topics.BID_REQUESTS).forEach(request -> users.add(request.request().user()));
    users.remove(0L);
    Set<Seen> possible = new HashSet<>();
    if (users.isEmpty()) {
      return possible;
    }
    List<Event> responses = used(events, Topics.BID_RESPONSES);
    List<Event> impressions = used(events, Topics.IMPRESSIONS);
    boolean crowded = (long) impressions.size() * responses.size() > MOST_PAIRS;
    Set<String> all = crowded ? campaigns(responses) : Set.of();
    for (Event impression : impressions) {
      Set<String> campaigns = crowded ? all : campaigns(impression, responses, events);
      for (String campaign : campaigns) {
        users.forEach(user -> possible.add(new Seen(campaign, impression.time(), user)));
      }
    }
    return possible;
  }

  /** The copies of events that the table may count. */
  private static List<Event> used(Candidates events, Topic<?> topic) {
    return events.all(topic).stream().filter(event -> events.mayCount(event)).toList();
  }

  private static Set<String> campaigns(List<Event> responses) {
    return Candidates.bids(responses)
        .map(Offer::campaign)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static Set<String> campaigns(Event impression, List<Event> responses, Candidates events) {
    return responses.stream()
        .map(
            response ->
                Candidates.campaign(impression, events.parents(impression, List.of(response))))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /**
   * The number of impressions: while the window is open at least those of the hours that must be in
   * it, and at most all.
   */
  private record ExpectedImpressions(Audience audience) implements Expected {

    @Override
    public boolean accepts(Object found, Row row) {
      return found instanceof Long number
          && number >= audience.impressionsBy(row.until())
          && number <= audience.impressionsBy(Row.COMPLETE);
    }

    @Override
    public String toString() {
      return String.valueOf(audience.impressionsBy(Row.COMPLETE));
    }
  }

  /** A number that follows from the sketch of the row, up to rounding. */
  private record OfSketch(ToDoubleFunction<Sketch> number) implements Expected {

    @Override
    public boolean accepts(Object found, Row row) {
      return found instanceof Long rounded
          && ExpectedSketch.read(row)
              .filter(sketch -> Math.abs(rounded - number.applyAsDouble(sketch)) <= 1)
              .isPresent();
    }

    @Override
    public String toString() {
      return "that of the sketch";
    }
  }
}
