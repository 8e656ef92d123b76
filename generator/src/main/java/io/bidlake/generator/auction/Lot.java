package io.bidlake.generator.auction;

import io.bidlake.generator.market.DealOffer;
import io.bidlake.generator.market.Placement;
import io.bidlake.model.Imp;
import java.util.List;

/**
 * An {@code imp} of a request, and what bidders need to know of it.
 *
 * @param index position in the request, from 0
 * @param floor CPM in USD
 */
public record Lot(
    int index, Imp imp, Placement placement, double floor, List<DealOffer> deals, Access access) {

  enum Access {
    /** Everybody may bid. */
    OPEN,
    /** Only the deals may bid. */
    DEALS_ONLY
  }
}
