package io.bidlake.verify.truth;

import io.bidlake.model.Topics;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Offer;
import io.bidlake.verify.events.Event.Place;
import io.bidlake.verify.truth.WindowTable.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the placements of accepted requests are offered and sold for, by publisher and size. */
record LandscapeTruth() implements Truth {

  private static final String REQUESTS = "requests";
  private static final String WITH_BIDS = "requests_with_bids";
  private static final String BIDS = "bids";
  private static final String WITH_FLOOR = "bids with a floor";
  private static final String BELOW = "bids below the floor";
  private static final String GAPS = "gaps";
  private static final String BID = "bid_price_";
  private static final String SALE = "clearing_price_";

  static final List<Column> COLUMNS = columns();

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    Stream.of(REQUESTS, WITH_BIDS, BIDS).map(Column::counted).forEach(columns::add);
    columns.add(new Column("bids_per_request", cell -> cell.rate(BIDS, REQUESTS)));
    columns.add(new Column("priced_bids", cell -> cell.prices(BID)));
    columns.add(new Column("sales", cell -> cell.prices(SALE)));
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("min", 0.0);
    shares.put("p25", 0.25);
    shares.put("p50", 0.5);
    shares.put("p75", 0.75);
    shares.put("p90", 0.9);
    shares.put("p99", 0.99);
    shares.put("max", 1.0);
    for (String what : List.of(BID, SALE)) {
      shares.forEach(
          (name, share) ->
              columns.add(new Column(what + name, cell -> cell.quantile(what, share))));
    }
    columns.add(new Column("below_floor_share", cell -> cell.rate(BELOW, WITH_FLOOR)));
    columns.add(new Column("mean_bid_gap", cell -> cell.meanPrice(GAPS)));
    return List.copyOf(columns);
  }

  @Override
  public long hold(WindowRules rules) {
    return rules.toImpression();
  }

  @Override
  public Function<Event, Reason> count(Candidates events, Cells cells) {
    Event request = events.acceptedRequest();
    if (request != null) {
      Set<String> seen = new HashSet<>();
      for (Place place : request.request().places()) {
        if (seen.add(WindowTable.name(place.size()))) {
          cells(request, place, cells).forEach(cell -> cell.count(REQUESTS, 1));
        }
      }
      List<Event> answers = events.answers();
      Set<String> offered = new HashSet<>();
      Candidates.bids(answers).forEach(offer -> bid(offer, request, offered, cells));
      for (Event impression : events.impressions()) {
        List<Event> parents = events.parents(impression, answers);
        Place place = request.request().place(impression.outcome().imp());
        if (!parents.isEmpty() && place != null && impression.outcome().isPriced()) {
          cells(request, place, cells).forEach(cell -> sale(impression, parents, cell));
        }
      }
    }
    if (events.areInFlight()) {
      for (Event copy : events.all(Topics.BID_REQUESTS)) {
        copy.request().places().forEach(place -> cells(copy, place, cells).forEach(Cell::touch));
      }
    }
    return event -> null;
  }

  private static void bid(Offer offer, Event request, Set<String> offered, Cells cells) {
    Place place = request.request().place(offer.imp());
    if (place == null) {
      return;
    }
    boolean isFirst = offered.add(WindowTable.name(place.size()));
    for (Cell cell : cells(request, place, cells)) {
      cell.count(BIDS, 1);
      if (isFirst) {
        cell.count(WITH_BIDS, 1);
      }
      if (!Double.isNaN(offer.usd())) {
        cell.price(BID, offer.usd());
        if (place.floor() > 0) {
          cell.count(WITH_FLOOR, 1);
          cell.count(BELOW, offer.usd() < place.floor() ? 1 : 0);
        }
      }
    }
  }

  private static void sale(Event impression, List<Event> parents, Cell cell) {
    cell.price(SALE, impression.outcome().usd());
    Offer winner = Candidates.winner(impression, parents);
    if (winner != null && !Double.isNaN(winner.usd())) {
      cell.count(GAPS, 1);
      cell.pay(winner.usd());
      cell.pay(-impression.outcome().usd());
    }
  }

  private static List<Cell> cells(Event request, Place place, Cells cells) {
    return cells.at(
        request.time(),
        WindowTable.name(request.request().publisher()),
        WindowTable.name(place.size()));
  }
}
