package io.bidlake.generator.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.generator.funnel.SampleFunnels.Offer;
import io.bidlake.generator.place.Currency;
import io.bidlake.model.Banner;
import io.bidlake.model.Bid;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Deal;
import io.bidlake.model.Format;
import io.bidlake.model.Imp;
import io.bidlake.model.Impression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class AuctionRulesTest {

  private static final int FIRST_PRICE = 1;
  private static final int FIXED_PRICE = 3;

  @Test
  void bidsReachTheFloorInTheFloorsCurrency() {
    SampleFunnels.eachBid(
        offer ->
            assertThat(dollars(offer.bid().getPrice(), cur(offer)))
                .isGreaterThanOrEqualTo(floor(offer.imp(), offer.bid())));
  }

  @Test
  void responsesUseACurrencyThatTheRequestAllows() {
    SampleFunnels.eachBid(
        offer ->
            assertThat(offer.funnel().request().getCur())
                .contains(offer.funnel().response().getCur()));
  }

  @Test
  void dealsAreOfferedAndOpenToTheSeat() {
    int[] deals = new int[1];
    SampleFunnels.eachBid(
        offer -> {
          if (offer.bid().getDealid() != null) {
            Deal deal = deal(offer.imp(), offer.bid());
            assertThat(deal.getWseat().isEmpty() || deal.getWseat().contains(offer.seat()))
                .isTrue();
            deals[0]++;
          }
        });
    assertThat(deals[0]).isPositive();
  }

  @Test
  void onlyDealsBidInPrivateAuctions() {
    SampleFunnels.eachBid(
        offer -> {
          if (offer.imp().getPmp() != null && offer.imp().getPmp().getPrivateAuction() == 1) {
            assertThat((Object) offer.bid().getDealid()).isNotNull();
          }
        });
  }

  @Test
  void onlyInvitedSeatsBidAndNoBlockedAdvertiser() {
    Set<Integer> invited = new HashSet<>();
    SampleFunnels.eachBid(
        offer -> {
          BidRequest request = offer.funnel().request();
          invited.add(request.getWseat().size());
          assertThat(request.getWseat().isEmpty() || request.getWseat().contains(offer.seat()))
              .isTrue();
          assertThat(Collections.disjoint(offer.bid().getCat(), request.getBcat())).isTrue();
          assertThat(Collections.disjoint(offer.bid().getAdomain(), request.getBadv())).isTrue();
        });
    assertThat(invited).containsExactlyInAnyOrder(0, 4);
  }

  @Test
  void creativesFitThePlacement() {
    SampleFunnels.eachBid(offer -> assertThat(fits(offer.imp(), offer.bid())).isTrue());
  }

  @Test
  void theClearingPriceFollowsTheAuctionType() {
    int below = 0;
    for (Funnel funnel : SampleFunnels.all()) {
      for (Impression impression : funnel.impressions()) {
        Imp imp = SampleFunnels.imp(funnel.request(), impression.getImpId());
        List<Bid> possible = bidsOf(funnel.response(), impression);
        assertThat(possible).anyMatch(bid -> isFair(funnel.request(), imp, bid, impression));
        below += possible.stream().allMatch(b -> b.getPrice() > impression.getWinPrice()) ? 1 : 0;
      }
    }
    assertThat(below).as("second prices below the bid").isPositive();
  }

  @Test
  void aDealWinsOverOpenBidsAndAHighBidOverALowOne() {
    for (Funnel funnel : SampleFunnels.all()) {
      for (Impression impression : funnel.impressions()) {
        List<Bid> onImp = bids(funnel.response(), impression.getImpId());
        List<Bid> won = bidsOf(funnel.response(), impression);
        boolean dealBid = onImp.stream().anyMatch(bid -> bid.getDealid() != null);
        double best =
            onImp.stream()
                .filter(bid -> dealBid == (bid.getDealid() != null))
                .mapToDouble(Bid::getPrice)
                .max()
                .orElseThrow();
        assertThat(won).anyMatch(bid -> bid.getPrice() == best);
      }
    }
  }

  @Test
  void noBidsSayWhy() {
    List<BidResponse> empty =
        SampleFunnels.all().stream()
            .map(Funnel::response)
            .filter(Objects::nonNull)
            .filter(response -> response.getSeatbid().isEmpty())
            .toList();
    assertThat(empty).isNotEmpty().allMatch(response -> response.getNbr() != null);
  }

  @Test
  void someResponsesHaveSeveralSeatsAndSeveralBidsForAnImp() {
    Set<Integer> seats = new HashSet<>();
    Set<Integer> bids = new HashSet<>();
    for (Funnel funnel : SampleFunnels.all()) {
      if (funnel.response() != null) {
        seats.add(funnel.response().getSeatbid().size());
        bids.add(bids(funnel.response(), new Utf8("1")).size());
        assertThat(funnel.response().getSeatbid().stream().map(s -> s.getSeat()).toList())
            .doesNotHaveDuplicates();
      }
    }
    assertThat(seats).contains(1, 2, 3, 4);
    assertThat(bids).contains(1, 2, 3);
  }

  private static boolean isFair(BidRequest request, Imp imp, Bid bid, Impression impression) {
    double clearing = impression.getWinPrice();
    Integer dealAt = bid.getDealid() == null ? null : deal(imp, bid).getAt();
    int at = dealAt == null ? request.getAt() : dealAt;
    if (at == FIRST_PRICE || at == FIXED_PRICE) {
      return clearing == bid.getPrice();
    }
    return clearing > 0
        && clearing <= bid.getPrice()
        && dollars(clearing, impression.getWinCurrency()) >= floor(imp, bid);
  }

  private static double floor(Imp imp, Bid bid) {
    if (bid.getDealid() == null) {
      return dollars(imp.getBidfloor(), imp.getBidfloorcur());
    }
    Deal deal = deal(imp, bid);
    return dollars(deal.getBidfloor(), deal.getBidfloorcur());
  }

  private static Deal deal(Imp imp, Bid bid) {
    return imp.getPmp().getDeals().stream()
        .filter(deal -> deal.getId().equals(bid.getDealid()))
        .findFirst()
        .orElseThrow();
  }

  private static Utf8 cur(Offer offer) {
    return offer.funnel().response().getCur();
  }

  private static double dollars(double price, Utf8 currency) {
    return Currency.valueOf(currency.toString()).toDollars(price);
  }

  private static List<Bid> bids(BidResponse response, Utf8 impId) {
    List<Bid> bids = new ArrayList<>();
    response.getSeatbid().forEach(seatBid -> bids.addAll(seatBid.getBid()));
    bids.removeIf(bid -> !bid.getImpid().equals(impId));
    return bids;
  }

  private static List<Bid> bidsOf(BidResponse response, Impression impression) {
    List<Bid> bids = new ArrayList<>();
    response.getSeatbid().stream()
        .filter(seatBid -> seatBid.getSeat().equals(impression.getBidderId()))
        .forEach(seatBid -> bids.addAll(seatBid.getBid()));
    bids.removeIf(
        bid ->
            !bid.getImpid().equals(impression.getImpId())
                || !bid.getCrid().equals(impression.getCreativeId()));
    return bids;
  }

  private static boolean fits(Imp imp, Bid bid) {
    return switch (bid.getMtype()) {
      case 1 -> imp.getBanner() != null && fits(imp.getBanner(), bid);
      case 2 ->
          imp.getVideo() != null
              && bid.getDur() >= imp.getVideo().getMinduration()
              && bid.getDur() <= imp.getVideo().getMaxduration()
              && bid.getW().equals(imp.getVideo().getW());
      case 3 -> imp.getAudio() != null && bid.getDur() <= imp.getAudio().getMaxduration();
      default -> bid.getMtype() == 4 && imp.getNative$() != null;
    };
  }

  private static boolean fits(Banner banner, Bid bid) {
    return banner.getFormat().isEmpty()
        ? bid.getW().equals(banner.getW()) && bid.getH().equals(banner.getH())
        : banner.getFormat().contains(new Format(bid.getW(), bid.getH()));
  }
}
