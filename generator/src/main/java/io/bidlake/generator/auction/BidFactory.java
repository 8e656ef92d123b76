package io.bidlake.generator.auction;

import io.bidlake.generator.market.Creative;
import io.bidlake.generator.market.DealOffer;
import io.bidlake.generator.market.Seat;
import io.bidlake.generator.place.Currency;
import io.bidlake.generator.pool.Dice;
import io.bidlake.model.Bid;

/** Creates bids. */
final class BidFactory {

  /** Lowest bid price, CPM in USD. */
  private static final double LOWEST = 0.05;

  PlacedBid bid(Auction auction, Lot lot, Seat seat, DealOffer deal, Currency currency, Dice dice) {
    Creative creative = lot.placement().creative(auction.blocklist(), dice);
    Bid bid = new Bid();
    bid.setId(dice.uuid());
    bid.setImpid(lot.imp().getId());
    bid.setPrice(currency.atLeast(dollars(lot, seat, deal, dice)));
    bid.setNurl(seat.nurl());
    bid.setBurl(seat.burl());
    bid.setLurl(seat.lurl());
    bid.setAdomain(creative.domains());
    bid.setCid(creative.campaign());
    bid.setCrid(creative.id());
    bid.setCat(creative.categories());
    bid.setCattax(1);
    bid.setDealid(deal == null ? null : deal.deal().getId());
    bid.setMtype(creative.mtype());
    bid.setW(creative.w());
    bid.setH(creative.h());
    bid.setDur(creative.dur());
    bid.setExp(lot.imp().getExp());
    return new PlacedBid(lot, seat, creative, deal, bid);
  }

  /**
   * Returns the bid price, CPM in USD: the value of the placement to the seat, but never below the
   * floor.
   */
  private static double dollars(Lot lot, Seat seat, DealOffer deal, Dice dice) {
    double floor = deal == null ? lot.floor() : deal.floor();
    Integer at = deal == null ? null : deal.deal().getAt();
    if (at != null && at == DealOffer.FIXED_PRICE) {
      return floor;
    }
    double value = lot.placement().media().value(dice) * seat.keenness();
    return Math.max(LOWEST, value > floor ? value : floor * (1 + 0.5 * dice.unit()));
  }
}
