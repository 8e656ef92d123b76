package io.bidlake.verify.truth;

import io.bidlake.model.Topics;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Offer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Impressions, clicks and spend by the minute in which they happened, campaign and publisher. */
record ServingTruth() implements Truth {

  @Override
  public Comparator<Event> order() {
    return Auction.ORDER;
  }

  @Override
  public Function<Event, Reason> count(Candidates events, WindowRules rules, Cells cells) {
    Auction auction = new Auction(events, rules);
    List<Event> responses = auction.responses();
    List<Event> impressions = auction.impressions();
    for (Event impression : impressions) {
      String publisher = publisher(impression, Auction.toImpression(rules), auction);
      cells
          .at(impression.time(), campaign(impression, responses, auction), publisher)
          .forEach(
              cell -> {
                cell.count("impressions", 1);
                if (impression.win().isPriced()) {
                  cell.pay(impression.win().usd());
                }
              });
    }
    for (Event click : auction.clicks()) {
      String campaign =
          impressions.stream()
              .filter(impression -> auction.hasId() && impression.id().equals(click.parent()))
              .filter(impression -> click.follows(impression, rules.within(Topics.CLICKS)))
              .findFirst()
              .map(impression -> campaign(impression, responses, auction))
              .orElse(Auction.UNKNOWN);
      long bound = Auction.toImpression(rules) + rules.within(Topics.CLICKS);
      cells
          .at(click.time(), campaign, publisher(click, bound, auction))
          .forEach(cell -> cell.count("clicks", 1));
    }
    if (events.areInFlight()) {
      touch(events, cells);
    }
    return event -> null;
  }

  private static String campaign(Event impression, List<Event> responses, Auction auction) {
    Offer winner = Auction.winner(impression, auction.parents(impression, responses));
    return Auction.name(winner == null ? null : winner.campaign());
  }

  private static String publisher(Event served, long bound, Auction auction) {
    Event request = auction.request();
    boolean isOfRequest = request != null && served.follows(request, bound);
    return Auction.name(isOfRequest ? request.request().publisher() : null);
  }

  /** Marks all rows that records after the mark may change. */
  private static void touch(Candidates events, Cells cells) {
    Set<String> campaigns = new HashSet<>(Set.of(Auction.UNKNOWN));
    events.all(Topics.BID_RESPONSES).stream()
        .flatMap(response -> response.offers().bids().stream())
        .forEach(offer -> campaigns.add(Auction.name(offer.campaign())));
    Set<String> publishers = new HashSet<>(Set.of(Auction.UNKNOWN));
    events
        .all(Topics.BID_REQUESTS)
        .forEach(request -> publishers.add(Auction.name(request.request().publisher())));
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
