package io.bidlake.auction;

import io.bidlake.runtime.state.EventId;
import java.io.Serializable;

/** Computes what the events of one request contribute to all tables. */
final class CountAuction implements Serializable {

  private final CountLandscape landscape;
  private final CountLeakage leakage;
  private final CountServing serving;
  private final CountReach reach;
  private final CountQuality quality;
  private final CountReconciliation reconciliation;

  CountAuction(AuctionBounds bounds) {
    this.landscape = new CountLandscape(bounds);
    this.leakage = new CountLeakage(bounds);
    this.serving = new CountServing(bounds);
    this.reach = new CountReach(bounds);
    this.quality = new CountQuality(bounds);
    this.reconciliation = new CountReconciliation(bounds);
  }

  /**
   * @param requestId empty for events without a request, which then are alone
   */
  AuctionTotals totals(EventId requestId, AuctionState state) {
    AuctionTotals totals = new AuctionTotals();
    serving.count(state, totals);
    quality.count(state, totals);
    if (!requestId.isEmpty()) {
      landscape.count(state, totals);
      leakage.count(state, totals);
      reach.count(state, totals);
      reconciliation.count(requestId, state, totals);
    }
    return totals;
  }
}
