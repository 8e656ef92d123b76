package io.bidlake.generator.auction;

import io.bidlake.generator.market.DealOffer;
import io.bidlake.generator.place.Currency;
import io.bidlake.generator.pool.Dice;
import java.util.ArrayList;
import java.util.List;

/** Decides an auction: the winner of a lot, and the price. */
public final class Outcome {

  /**
   * Without a second bid, the second price is a hidden reserve of the seller: a share of the bid
   * between these two.
   */
  private static final double LOWEST_RESERVE = 0.6;

  private static final double HIGHEST_RESERVE = 0.95;

  private Outcome() {}

  /**
   * Returns the best bid on a lot, null if there is none. A bid on a deal takes precedence over an
   * open bid.
   */
  public static PlacedBid winner(Lot lot, List<PlacedBid> bids) {
    PlacedBid best = null;
    for (PlacedBid bid : bids) {
      if (bid.isFor(lot) && (best == null || beats(bid, best))) {
        best = bid;
      }
    }
    return best;
  }

  /** Returns the best bid on a lot except the winner, null if there is none. */
  public static PlacedBid runnerUp(Lot lot, List<PlacedBid> bids, PlacedBid winner) {
    return winner(lot, bids.stream().filter(bid -> !bid.id().equals(winner.id())).toList());
  }

  /** Returns the lots with at least one bid. */
  public static List<Lot> contested(Auction auction, List<PlacedBid> bids) {
    List<Lot> lots = new ArrayList<>(auction.lots().size());
    for (Lot lot : auction.lots()) {
      if (winner(lot, bids) != null) {
        lots.add(lot);
      }
    }
    return lots;
  }

  /** Returns the clearing price, CPM in the currency of the response. */
  public static double clearingPrice(Auction auction, Answer answer, PlacedBid winner, Dice dice) {
    double price = winner.bid().getPrice();
    Integer dealAt = winner.deal() == null ? null : winner.deal().deal().getAt();
    int at = dealAt == null ? auction.request().getAt() : dealAt;
    if (at == Auction.FIRST_PRICE || at == DealOffer.FIXED_PRICE) {
      return price;
    }
    Currency currency = answer.currency();
    double second = 0;
    for (PlacedBid bid : answer.bids()) {
      if (bid.isFor(winner.lot()) && !bid.id().equals(winner.id())) {
        second = Math.max(second, bid.bid().getPrice());
      }
    }
    if (second == 0) {
      double reserve = LOWEST_RESERVE + (HIGHEST_RESERVE - LOWEST_RESERVE) * dice.unit();
      second = currency.rounded(price * reserve);
    }
    return Math.min(price, Math.max(currency.atLeast(winner.floor()), second));
  }

  private static boolean beats(PlacedBid bid, PlacedBid best) {
    boolean deal = bid.deal() != null;
    return deal == (best.deal() != null) ? bid.bid().getPrice() > best.bid().getPrice() : deal;
  }
}
