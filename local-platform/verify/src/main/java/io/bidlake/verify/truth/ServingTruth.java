package io.bidlake.verify.truth;

import io.bidlake.model.Topics;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Impressions, clicks and spend by the minute in which they happened, campaign and publisher. */
record ServingTruth() implements Truth {

  @Override
  public Function<Event, Reason> count(Candidates events, Cells cells) {
    List<Event> responses = events.responses();
    List<Event> impressions = events.impressions();
    for (Event impression : impressions) {
      String publisher = publisher(impression, events.rules().toImpression(), events);
      cells
          .at(impression.time(), campaign(impression, responses, events), publisher)
          .forEach(
              cell -> {
                cell.count("impressions", 1);
                if (impression.outcome().isPriced()) {
                  cell.pay(impression.outcome().usd());
                }
              });
    }
    for (Event click : events.clicks()) {
      String campaign =
          impressions.stream()
              .filter(impression -> events.hasId() && impression.id().equals(click.parent()))
              .filter(impression -> click.follows(impression, events.rules().within(Topics.CLICKS)))
              .findFirst()
              .map(impression -> campaign(impression, responses, events))
              .orElse(WindowTable.UNKNOWN);
      long bound = events.rules().toImpression() + events.rules().within(Topics.CLICKS);
      cells
          .at(click.time(), campaign, publisher(click, bound, events))
          .forEach(cell -> cell.count("clicks", 1));
    }
    if (events.areInFlight()) {
      touch(events, cells);
    }
    return event -> null;
  }

  private static String campaign(Event impression, List<Event> responses, Candidates events) {
    return WindowTable.name(Candidates.campaign(impression, events.parents(impression, responses)));
  }

  private static String publisher(Event served, long bound, Candidates events) {
    Event request = events.request();
    boolean isOfRequest = request != null && served.follows(request, bound);
    return WindowTable.name(isOfRequest ? request.request().publisher() : null);
  }

  /** Marks all rows that records after the mark may change. */
  private static void touch(Candidates events, Cells cells) {
    Set<String> campaigns = new HashSet<>(Set.of(WindowTable.UNKNOWN));
    Candidates.bids(events.all(Topics.BID_RESPONSES))
        .forEach(offer -> campaigns.add(WindowTable.name(offer.campaign())));
    Set<String> publishers = new HashSet<>(Set.of(WindowTable.UNKNOWN));
    events
        .all(Topics.BID_REQUESTS)
        .forEach(request -> publishers.add(WindowTable.name(request.request().publisher())));
    for (Event event : events.used()) {
      if (event.isOf(Topics.IMPRESSIONS) || event.isOf(Topics.CLICKS)) {
        for (String campaign : campaigns) {
          for (String publisher : publishers) {
            cells.at(event.time(), campaign, publisher).forEach(Cell::touch);
          }
        }
      }
    }
  }
}
