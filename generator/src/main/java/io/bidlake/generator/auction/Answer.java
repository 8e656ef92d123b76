package io.bidlake.generator.auction;

import io.bidlake.generator.place.Currency;
import io.bidlake.model.BidResponse;
import java.util.List;

/**
 * A response, and the bids in it.
 *
 * @param currency of the prices
 */
public record Answer(BidResponse response, Currency currency, List<PlacedBid> bids) {}
