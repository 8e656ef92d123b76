package io.bidlake.auction;

import io.bidlake.auction.Fact.Kind;
import io.bidlake.auction.Fact.Outcome;
import io.bidlake.auction.Fact.Request;
import io.bidlake.runtime.window.Totals;
import io.bidlake.tables.AuctionCounts.Reached;

/**
 * Counts the impressions of a campaign and the users who saw them, in the day of the impression. An
 * impression counts when its campaign and the user of its request are known.
 */
record CountReach(AuctionBounds bounds) {

  void count(AuctionState state, AuctionTotals out) {
    Request request = state.request();
    if (request == null || !request.hasUser()) {
      return;
    }
    for (Outcome impression : state.outcomes(Kind.IMPRESSION)) {
      String campaign = state.campaign(impression, bounds);
      if (campaign != null
          && AuctionBounds.follows(impression.time(), request.time(), bounds.toImpression())) {
        Totals row = out.of(AuctionTable.REACH, campaign, impression.time());
        row.addCount(Reached.IMPRESSIONS, 1);
        row.addUser(request.user());
      }
    }
  }
}
