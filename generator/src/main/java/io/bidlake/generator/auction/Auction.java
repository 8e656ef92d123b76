package io.bidlake.generator.auction;

import io.bidlake.generator.market.Blocklist;
import io.bidlake.generator.market.Seat;
import io.bidlake.generator.place.Currency;
import io.bidlake.model.BidRequest;
import java.util.List;

/**
 * A request, with the data that bidders need.
 *
 * @param currencies currencies in which bids may be made
 * @param seats seats that may bid
 */
public record Auction(
    BidRequest request,
    List<Lot> lots,
    List<Currency> currencies,
    Blocklist blocklist,
    List<Seat> seats) {

  static final int FIRST_PRICE = 1;
  static final int SECOND_PRICE = 2;
}
