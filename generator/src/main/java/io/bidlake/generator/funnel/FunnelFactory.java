package io.bidlake.generator.funnel;

import io.bidlake.generator.auction.Answer;
import io.bidlake.generator.auction.AnswerFactory;
import io.bidlake.generator.auction.Auction;
import io.bidlake.generator.auction.AuctionFactory;
import io.bidlake.generator.auction.Lot;
import io.bidlake.generator.auction.Outcome;
import io.bidlake.generator.auction.PlacedBid;
import io.bidlake.generator.auction.TrafficRates;
import io.bidlake.generator.market.Market;
import io.bidlake.generator.pool.Dice;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Creates funnels. The n-th funnel depends only on the seed, its number and its time, not on
 * earlier funnels.
 */
public final class FunnelFactory {

  /** Share of the losing responses that arrive after {@code tmax}. */
  private static final double OVERDUE = 0.02;

  /** Probability of each further lot in a response that wins one. */
  private static final double WINS_ANOTHER = 0.3;

  /** Share of the auctions without a winner after which the exchange says why. */
  private static final double SAYS_WHY = 0.5;

  private final long seed;
  private final FunnelRates rates;
  private final AuctionFactory auctions;
  private final AnswerFactory answers = new AnswerFactory();
  private final Dice dice = new Dice(0);

  public FunnelFactory(Market market, long seed, TrafficRates traffic, FunnelRates rates) {
    this.seed = seed;
    this.rates = rates;
    this.auctions = new AuctionFactory(market, traffic);
  }

  /**
   * Returns the funnel of a request.
   *
   * @param number of the request, from 0
   * @param time event time of the request, in epoch milliseconds
   */
  public Funnel funnel(long number, long time) {
    dice.reseed(Dice.seedOf(seed, number));
    Auction auction = auctions.auction(Instant.ofEpochMilli(time), dice);
    BidRequest request = auction.request();
    if (!dice.chance(rates.bidResponse())) {
      return new Funnel(request, refusal(auction, time), List.of(), List.of(), List.of());
    }
    boolean wins = dice.chance(rates.win());
    int delay =
        !wins && dice.chance(OVERDUE)
            ? Delays.overdueResponse(request.getTmax(), dice)
            : Delays.response(request.getTmax(), dice);
    Answer answer = answers.withBids(auction, Instant.ofEpochMilli(time + delay), dice);
    if (!wins) {
      boolean isOverdue = delay > request.getTmax();
      return new Funnel(
          request, answer.response(), List.of(), List.of(), losses(auction, answer, isOverdue));
    }
    List<Impression> impressions = new ArrayList<>(2);
    List<Click> clicks = new ArrayList<>(1);
    List<Notice> notices = new ArrayList<>(4);
    // The response contains the bids of all seats, so the auction ends with it.
    Instant auctionEnd = answer.response().getEventTimestamp();
    for (Lot lot : Outcome.contested(auction, answer.bids())) {
      if (notices.isEmpty() || dice.chance(WINS_ANOTHER)) {
        PlacedBid winner = Outcome.winner(lot, answer.bids());
        Impression impression = impression(auction, answer, winner);
        notices.add(Notices.win(impression, auctionEnd));
        PlacedBid loser = Outcome.runnerUp(lot, answer.bids(), winner);
        if (loser != null) {
          notices.add(Notices.loss(loser, winner, impression, auctionEnd));
        }
        if (!dice.happens(rates.billingLoss())) {
          bill(impression, winner, impressions, clicks, notices);
        }
      }
    }
    return new Funnel(request, answer.response(), impressions, clicks, notices);
  }

  /** Returns the notices about the best bids of an auction that nobody wins. */
  private List<Notice> losses(Auction auction, Answer answer, boolean isOverdue) {
    if (!dice.chance(SAYS_WHY)) {
      return List.of();
    }
    List<Notice> losses = new ArrayList<>(1);
    for (Lot lot : Outcome.contested(auction, answer.bids())) {
      losses.add(
          Notices.unsold(Outcome.winner(lot, answer.bids()), answer.response(), isOverdue, dice));
    }
    return losses;
  }

  /** Adds what follows from a placement that is billed: an impression, unless it is lost. */
  private void bill(
      Impression impression,
      PlacedBid winner,
      List<Impression> impressions,
      List<Click> clicks,
      List<Notice> notices) {
    if (dice.happens(rates.priceDrift())) {
      impression.setWinPrice(impression.getWinPrice() * drift());
    }
    if (dice.happens(rates.renderLoss())) {
      notices.add(Notices.billing(impression));
    } else {
      impressions.add(impression);
      if (dice.chance(rates.click())) {
        clicks.add(click(impression, winner));
      }
    }
  }

  /** Returns a factor that is at least a hundredth away from 1. */
  private double drift() {
    double by = 0.01 + 0.09 * dice.unit();
    return dice.chance(0.5) ? 1 + by : 1 - by;
  }

  private BidResponse refusal(Auction auction, long time) {
    if (!dice.chance(rates.noBid())) {
      return null;
    }
    int delay = Delays.response(auction.request().getTmax(), dice);
    return answers.withoutBids(auction, Instant.ofEpochMilli(time + delay), dice);
  }

  private Impression impression(Auction auction, Answer answer, PlacedBid winner) {
    Impression impression = new Impression();
    impression.setImpressionId(dice.uuid());
    impression.setRequestId(auction.request().getId());
    impression.setResponseId(answer.response().getBidid());
    impression.setImpId(winner.lot().imp().getId());
    impression.setBidderId(winner.seat().id());
    impression.setWinPrice(Outcome.clearingPrice(auction, answer, winner, dice));
    impression.setWinCurrency(answer.currency().code());
    impression.setCreativeId(winner.creative().id());
    impression.setAdDomain(winner.creative().domain());
    impression.setEventTimestamp(
        answer.response().getEventTimestamp().plusMillis(Delays.impression(dice)));
    return impression;
  }

  private Click click(Impression impression, PlacedBid winner) {
    Click click = new Click();
    click.setClickId(dice.uuid());
    click.setRequestId(impression.getRequestId());
    click.setImpressionId(impression.getImpressionId());
    click.setImpId(impression.getImpId());
    click.setBidderId(impression.getBidderId());
    click.setCreativeId(winner.creative().id());
    click.setClickUrl(winner.creative().clickUrl());
    click.setEventTimestamp(impression.getEventTimestamp().plusMillis(Delays.click(dice)));
    return click;
  }
}
