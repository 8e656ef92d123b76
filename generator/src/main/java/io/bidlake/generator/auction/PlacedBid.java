package io.bidlake.generator.auction;

import io.bidlake.generator.market.Creative;
import io.bidlake.generator.market.DealOffer;
import io.bidlake.generator.market.Seat;
import io.bidlake.model.Bid;
import org.apache.avro.util.Utf8;

/**
 * A bid, with the lot and the creative that it is for.
 *
 * @param deal null for a bid in the open auction
 */
public record PlacedBid(Lot lot, Seat seat, Creative creative, DealOffer deal, Bid bid) {

  Utf8 id() {
    return bid.getId();
  }

  boolean isFor(Lot other) {
    return lot.index() == other.index();
  }

  /** Returns the floor of the bid, CPM in USD. */
  double floor() {
    return deal == null ? lot.floor() : deal.floor();
  }
}
