package io.bidlake.generator.auction;

import io.bidlake.generator.market.DealOffer;
import io.bidlake.generator.market.Seat;
import io.bidlake.generator.place.Currency;
import io.bidlake.generator.pool.Dice;
import io.bidlake.model.Bid;
import io.bidlake.model.BidResponse;
import io.bidlake.model.SeatBid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Creates bid responses. */
public final class AnswerFactory {

  private static final double BIDS_ON_LOT = 0.7;
  private static final double SECOND_BID = 0.05;
  private static final int MOST_SEATS = 4;

  /**
   * AdCOM: unknown error, technical error, invalid request, known web crawler, blocked, unmatched.
   */
  private static final List<Integer> NO_BID_REASONS = List.of(0, 1, 2, 3, 7, 8);

  private final BidFactory bids = new BidFactory();

  /** Returns a response with at least one bid. */
  public Answer withBids(Auction auction, Instant time, Dice dice) {
    Currency currency = auction.currencies().get(dice.below(auction.currencies().size()));
    List<PlacedBid> placed = new ArrayList<>();
    List<SeatBid> seatBids = new ArrayList<>();
    Lot sure = auction.lots().get(dice.below(auction.lots().size()));
    List<Seat> seats = seats(sure, auction, dice);
    for (int i = 0; i < seats.size(); i++) {
      int before = placed.size();
      for (Lot lot : auction.lots()) {
        // The first seat always bids for one lot, so that there is at least one bid.
        if ((i == 0 && lot.index() == sure.index()) || dice.chance(BIDS_ON_LOT)) {
          bid(auction, lot, seats.get(i), currency, dice, placed);
          if (dice.chance(SECOND_BID)) {
            bid(auction, lot, seats.get(i), currency, dice, placed);
          }
        }
      }
      if (placed.size() > before) {
        seatBids.add(seatBid(seats.get(i), placed.subList(before, placed.size())));
      }
    }
    return new Answer(response(auction, time, currency, seatBids, dice), currency, placed);
  }

  /** Returns a no-bid response with a reason. */
  public BidResponse withoutBids(Auction auction, Instant time, Dice dice) {
    BidResponse response = response(auction, time, auction.currencies().get(0), List.of(), dice);
    response.setNbr(NO_BID_REASONS.get(dice.below(NO_BID_REASONS.size())));
    return response;
  }

  private void bid(
      Auction auction, Lot lot, Seat seat, Currency currency, Dice dice, List<PlacedBid> placed) {
    DealOffer deal = dealFor(lot, seat, dice);
    if (deal != null || lot.access() == Lot.Access.OPEN) {
      placed.add(bids.bid(auction, lot, seat, deal, currency, dice));
    }
  }

  /** Returns one to four seats that bid; the first one may bid for the lot. */
  private static List<Seat> seats(Lot lot, Auction auction, Dice dice) {
    List<Seat> invited = lot.access() == Lot.Access.DEALS_ONLY ? dealSeats(lot) : auction.seats();
    List<Seat> seats = new ArrayList<>(MOST_SEATS);
    seats.add(pick(invited, dice));
    for (int more = dice.below(MOST_SEATS); more > 0; more--) {
      Seat seat = pick(auction.seats(), dice);
      if (!seats.contains(seat)) {
        seats.add(seat);
      }
    }
    return seats;
  }

  private static List<Seat> dealSeats(Lot lot) {
    return lot.deals().get(0).seats();
  }

  /** Picks a seat. Larger seats come first in the list and are picked more often. */
  private static Seat pick(List<Seat> seats, Dice dice) {
    return seats.get(Math.min(dice.below(seats.size()), dice.below(seats.size())));
  }

  private static DealOffer dealFor(Lot lot, Seat seat, Dice dice) {
    for (DealOffer offer : lot.deals()) {
      if (offer.seats().contains(seat)
          && (lot.access() == Lot.Access.DEALS_ONLY || dice.chance(0.7))) {
        return offer;
      }
    }
    return null;
  }

  private static BidResponse response(
      Auction auction, Instant time, Currency currency, List<SeatBid> seatBids, Dice dice) {
    BidResponse response = new BidResponse();
    response.setId(auction.request().getId());
    response.setBidid(dice.uuid());
    response.setEventTimestamp(time);
    response.setSeatbid(seatBids);
    response.setCur(currency.code());
    return response;
  }

  private static SeatBid seatBid(Seat seat, List<PlacedBid> placed) {
    List<Bid> ofSeat = new ArrayList<>(placed.size());
    for (PlacedBid bid : placed) {
      ofSeat.add(bid.bid());
    }
    return new SeatBid(ofSeat, seat.id(), 0);
  }
}
