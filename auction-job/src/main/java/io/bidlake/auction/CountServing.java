package io.bidlake.auction;

import io.bidlake.auction.Fact.Kind;
import io.bidlake.auction.Fact.Outcome;
import io.bidlake.auction.Fact.Request;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Totals;
import io.bidlake.tables.AuctionCounts.Served;
import io.bidlake.tables.WindowKey;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts impressions and clicks in their own minutes, for the campaign of the winning bid and the
 * publisher of the request. They are {@code UNKNOWN} until response and request arrive.
 */
record CountServing(AuctionBounds bounds) {

  void count(AuctionState state, AuctionTotals out) {
    Map<EventId, Outcome> impressions = new HashMap<>();
    for (Outcome impression : state.outcomes(Kind.IMPRESSION)) {
      impressions.put(impression.id(), impression);
      Totals row =
          row(state.campaign(impression, bounds), impression, bounds.toImpression(), state, out);
      row.addCount(Served.IMPRESSIONS, 1);
      if (impression.isPriced()) {
        row.addAmount(impression.usd());
      }
    }
    for (Outcome click : state.outcomes(Kind.CLICK)) {
      Outcome clicked = impressions.get(click.parent());
      boolean isKnown =
          clicked != null && AuctionBounds.follows(click.time(), clicked.time(), bounds.click());
      String campaign = isKnown ? state.campaign(clicked, bounds) : null;
      long bound = bounds.toImpression() + bounds.click();
      row(campaign, click, bound, state, out).addCount(Served.CLICKS, 1);
    }
  }

  private static Totals row(
      String campaign, Outcome served, long bound, AuctionState state, AuctionTotals out) {
    Request request = state.request();
    boolean isKnown =
        request != null && AuctionBounds.follows(served.time(), request.time(), bound);
    String publisher = isKnown ? request.publisher() : null;
    return out.of(
        AuctionTable.SERVING,
        WindowKey.of(WindowKey.orUnknown(campaign), WindowKey.orUnknown(publisher)),
        served.time());
  }
}
