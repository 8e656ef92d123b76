package io.bidlake.verify.truth;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Offer;
import io.bidlake.verify.events.RequestGroup;
import io.bidlake.verify.events.UncountedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The events of one request that a table may count, and what belongs together. Records of one topic
 * with the same identity are copies of one event. If they differ, the copy with the smallest time
 * counts, then the one with the smallest values of the data that the table uses.
 *
 * @param table the table
 * @param group all events of the request, and the rows of {@code late_events} about them
 * @param rules the rules by which the jobs count
 */
public record Candidates(WindowTable table, RequestGroup group, WindowRules rules) {

  /** All copies of events that the table uses. */
  public List<Event> used() {
    return allThat(event -> table.uses(event.topic()));
  }

  /** Whether they include records after the mark. */
  boolean areInFlight() {
    return !allThat(event -> !event.settled() && table.uses(event.topic())).isEmpty();
  }

  /** All copies of the events of a topic, if the table uses the topic. */
  List<Event> all(Topic<?> topic) {
    boolean ofNoRequest = topic.parent() == null && !hasId();
    return ofNoRequest || !table.uses(topic) ? List.of() : allThat(event -> event.isOf(topic));
  }

  // Without streams, as this runs several times per request and table.
  private List<Event> allThat(Predicate<Event> wanted) {
    List<Event> all = new ArrayList<>(0);
    for (Event event : group.events()) {
      if (wanted.test(event)) {
        all.add(event);
      }
    }
    return all;
  }

  /** The row of {@code late_events} about an event for this table; null if there is none. */
  public UncountedEvent row(Event event) {
    return group.row(table.name(), event);
  }

  /**
   * Whether the table may count the event. A row with the reason ORPHAN does not exclude it: an
   * orphan is not counted anyway.
   */
  boolean mayCount(Event event) {
    UncountedEvent row = row(event);
    return !event.isAhead() && (row == null || row.is(Reason.ORPHAN));
  }

  /** The watermark, in ms, of the table's job when it read the event; empty if it was not late. */
  OptionalLong lateAt(Event event) {
    UncountedEvent row = row(event);
    return row == null ? OptionalLong.empty() : row.lateAt();
  }

  /** Whether the sender's clock was ahead when the table's job read the event. */
  public boolean wasAhead(Event event) {
    UncountedEvent row = row(event);
    return event.isAhead() || (row != null && row.is(Reason.AHEAD));
  }

  /** The copy of each identity that counts, among the wanted ones. */
  Map<Object, Event> first(Topic<?> topic, Predicate<Event> wanted) {
    Comparator<Event> order = table.truth().order();
    Map<Object, Event> first = new HashMap<>();
    for (Event event : all(topic)) {
      if (wanted.test(event) && mayCount(event)) {
        first.merge(event.identity(), event, (a, b) -> order.compare(a, b) <= 0 ? a : b);
      }
    }
    return first;
  }

  private List<Event> first(Topic<?> topic) {
    return new ArrayList<>(first(topic, event -> true).values());
  }

  /** Whether the events have a request id; without one nothing belongs together. */
  boolean hasId() {
    return group.hasRequestId();
  }

  /** The request; null if there is none. */
  Event request() {
    return first(Topics.BID_REQUESTS).stream().findFirst().orElse(null);
  }

  /** The request if it is production traffic; else null. */
  Event acceptedRequest() {
    Event request = request();
    return request == null || !request.request().accepted() ? null : request;
  }

  /** All responses with the id of the request. */
  List<Event> responses() {
    return hasId() ? first(Topics.BID_RESPONSES) : List.of();
  }

  /** The responses to the request within their bound. */
  List<Event> answers() {
    Event request = request();
    return responses().stream()
        .filter(
            response ->
                request != null && response.follows(request, rules.within(Topics.BID_RESPONSES)))
        .toList();
  }

  List<Event> impressions() {
    return first(Topics.IMPRESSIONS);
  }

  List<Event> clicks() {
    return first(Topics.CLICKS);
  }

  List<Event> notices() {
    return first(Topics.NOTICES);
  }

  /** The responses that an impression can be of. */
  List<Event> parents(Event impression, Collection<Event> responses) {
    return responses.stream()
        .filter(impression::names)
        .filter(response -> impression.follows(response, rules.within(Topics.IMPRESSIONS)))
        .toList();
  }

  /** The impressions that are of one of these responses. */
  List<Event> shown(Collection<Event> responses) {
    return impressions().stream().filter(each -> !parents(each, responses).isEmpty()).toList();
  }

  /** The bids of responses. */
  static Stream<Offer> bids(Collection<Event> responses) {
    return responses.stream().flatMap(response -> response.response().bids().stream());
  }

  /** The campaign of the bid that an impression is of; null if it is unknown. */
  static String campaign(Event impression, List<Event> parents) {
    Offer winner = winner(impression, parents);
    return winner == null ? null : winner.campaign();
  }

  /** The highest of the bids that an impression can be of; null if there is none. */
  static Offer winner(Event impression, List<Event> parents) {
    return bids(parents)
        .filter(offer -> offer.imp().equals(impression.outcome().imp()))
        .filter(
            offer ->
                offer.seat() == null
                    || impression.outcome().bidder() == null
                    || offer.seat().equals(impression.outcome().bidder()))
        .max(CopyOrder.BY_PRICE)
        .orElse(null);
  }
}
