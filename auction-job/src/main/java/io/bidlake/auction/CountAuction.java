package io.bidlake.auction;

import io.bidlake.runtime.state.EventId;
import java.io.Serializable;

/** Computes what the events of one request contribute to all tables. */
record CountAuction(AuctionBounds bounds) implements Serializable {

  /**
   * @param requestId empty for events without a request, which then are alone
   */
  AuctionTotals totals(EventId requestId, AuctionState state) {
    AuctionTotals totals = new AuctionTotals();
    new CountServing(bounds).count(state, totals);
    new CountQuality(bounds).count(state, totals);
    if (!requestId.isEmpty()) {
      new CountLandscape(bounds).count(state, totals);
      new CountLeakage(bounds).count(state, totals);
      new CountReach(bounds).count(state, totals);
      new CountReconciliation(bounds).count(requestId, state, totals);
    }
    return totals;
  }
}
