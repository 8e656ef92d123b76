package io.bidlake.verify.truth;

import io.bidlake.model.Topics;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The impressions with a price and their revenue, by the name of a window's row.
 *
 * @param name returns the name for an impression and its request; the request is null if the table
 *     reads no requests, if there is none, or if it is too long before the impression
 */
record ImpressionTruth(BiFunction<Event, Event, String> name) implements Truth {

  private static final Comparator<Event> ORDER =
      CopyOrder.BY_TIME
          .thenComparing(CopyOrder.byText(e -> e.request() == null ? null : e.request().country()))
          .thenComparingDouble(e -> e.outcome() == null ? 0 : e.outcome().usd())
          .thenComparing(CopyOrder.byText(e -> e.outcome() == null ? null : bidder(e)));

  static String country(Event request) {
    return WindowTable.name(request == null ? null : request.request().country());
  }

  static String bidder(Event impression) {
    return WindowTable.name(impression.outcome().bidder());
  }

  @Override
  public Comparator<Event> order() {
    return ORDER;
  }

  @Override
  public Function<Event, Reason> count(Candidates events, Cells cells) {
    Map<Object, Event> requests = events.first(Topics.BID_REQUESTS, request -> true);
    Event request = requests.values().stream().findFirst().orElse(null);
    for (Event impression :
        events.first(Topics.IMPRESSIONS, copy -> copy.outcome().isPriced()).values()) {
      boolean joined =
          request != null && impression.follows(request, events.rules().requestWithin());
      cells
          .at(impression.time(), name.apply(impression, joined ? request : null))
          .forEach(
              cell -> {
                cell.count(Topics.IMPRESSIONS, 1);
                cell.pay(impression.outcome().usd());
              });
    }
    if (events.areInFlight()) {
      touch(events, cells);
    }
    return event -> event.outcome() == null || event.outcome().isPriced() ? null : Reason.UNPRICED;
  }

  /** Marks all rows that records after the mark may change, however many of them arrive. */
  private void touch(Candidates events, Cells cells) {
    List<Event> requests = events.all(Topics.BID_REQUESTS);
    List<Event> impressions = events.all(Topics.IMPRESSIONS);
    boolean newRequest = !requests.stream().allMatch(Event::settled);
    Set<String> unsettled =
        impressions.stream()
            .filter(impression -> !impression.settled())
            .map(Event::id)
            .collect(Collectors.toSet());
    for (Event impression : impressions) {
      if (newRequest || unsettled.contains(impression.id())) {
        Set<String> names = new HashSet<>(Set.of(name.apply(impression, null)));
        requests.forEach(request -> names.add(name.apply(impression, request)));
        names.forEach(each -> cells.at(impression.time(), each).forEach(Cell::touch));
      }
    }
  }
}
