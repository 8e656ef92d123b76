package io.bidlake.auction;

import io.bidlake.auction.Fact.Bid;
import io.bidlake.auction.Fact.Kind;
import io.bidlake.auction.Fact.Outcome;
import io.bidlake.auction.Fact.Request;
import io.bidlake.auction.Fact.Response;
import io.bidlake.auction.Fact.Slot;
import io.bidlake.runtime.window.Totals;
import io.bidlake.tables.AuctionCounts.Landscape;
import io.bidlake.tables.WindowKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts what the placements of an accepted request are offered and sold for, by size. */
record CountLandscape(AuctionBounds bounds) {

  void count(AuctionState state, AuctionTotals out) {
    Request request = state.request();
    if (request == null || !request.accepted()) {
      return;
    }
    Set<String> sizes = new HashSet<>();
    for (Slot slot : request.slots()) {
      if (sizes.add(WindowKey.orUnknown(slot.size()))) {
        row(slot, request, out).addCount(Landscape.REQUESTS, 1);
      }
    }
    List<Response> answers = state.answers(bounds);
    sizes.clear();
    for (Response answer : answers) {
      for (Bid bid : answer.bids()) {
        Slot slot = request.slot(bid.imp());
        if (slot != null) {
          Totals row = row(slot, request, out);
          if (sizes.add(WindowKey.orUnknown(slot.size()))) {
            row.addCount(Landscape.WITH_BIDS, 1);
          }
          countBid(bid, slot, row);
        }
      }
    }
    for (Outcome impression : state.outcomes(Kind.IMPRESSION)) {
      Slot slot = request.slot(impression.imp());
      List<Response> parents = AuctionState.parents(impression, answers, bounds);
      if (slot != null && !parents.isEmpty() && impression.isPriced()) {
        countSale(impression, parents, row(slot, request, out));
      }
    }
  }

  private static Totals row(Slot slot, Request request, AuctionTotals out) {
    return out.of(
        AuctionTable.LANDSCAPE,
        WindowKey.of(WindowKey.orUnknown(request.publisher()), WindowKey.orUnknown(slot.size())),
        request.time());
  }

  private static void countBid(Bid bid, Slot slot, Totals row) {
    row.addCount(Landscape.BIDS, 1);
    if (!bid.isPriced()) {
      return;
    }
    row.addCount(Landscape.PRICED, 1);
    row.addPrice(Landscape.BID_PRICE, bid.usd());
    if (slot.hasFloor()) {
      row.addCount(Landscape.WITH_FLOOR, 1);
      if (bid.usd() < slot.floor()) {
        row.addCount(Landscape.BELOW_FLOOR, 1);
      }
    }
  }

  private static void countSale(Outcome impression, List<Response> parents, Totals row) {
    row.addCount(Landscape.CLEARED, 1);
    row.addPrice(Landscape.CLEARING_PRICE, impression.usd());
    Bid winner = Response.winner(impression, parents);
    if (winner != null && winner.isPriced()) {
      row.addCount(Landscape.WITH_GAP, 1);
      row.addAmount(winner.usd());
      row.addAmount(-impression.usd());
    }
  }
}
