package io.bidlake.generator.auction;

import io.bidlake.generator.market.DealOffer;
import io.bidlake.generator.market.Placement;
import io.bidlake.model.Imp;
import java.util.List;

/**
 * An {@code imp} of a request, with the data that bidders need.
 *
 * @param index position in the request, from 0
 * @param floor minimum bid, CPM in USD
 */
public record Lot(
    int index, Imp imp, Placement placement, double floor, List<DealOffer> deals, Access access) {

  enum Access {
    /** All seats may bid. */
    OPEN,
    /** Only bids on deals are allowed. */
    DEALS_ONLY
  }
}
