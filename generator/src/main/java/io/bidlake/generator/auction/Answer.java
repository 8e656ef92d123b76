package io.bidlake.generator.auction;

import io.bidlake.generator.place.Currency;
import io.bidlake.model.BidResponse;
import java.util.List;

/**
 * A bid response with its bids.
 *
 * @param currency currency of the prices
 */
public record Answer(BidResponse response, Currency currency, List<PlacedBid> bids) {}
