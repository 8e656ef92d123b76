package io.bidlake.generator.funnel;

import io.bidlake.generator.market.Currency;
import io.bidlake.model.BidResponse;
import java.util.List;

/**
 * A response, and the bids in it.
 *
 * @param currency of the prices
 */
record Answer(BidResponse response, Currency currency, List<PlacedBid> bids) {}
