package io.bidlake.generator.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.bidlake.model.Bid;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.SeatBid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class NoticesTest {

  @Test
  void eachImpressionWasWonWhenTheAuctionEndedAtThePriceThatItCosts() {
    for (Funnel funnel : SampleFunnels.all()) {
      assertThat(ofKind("win", funnel))
          .isEqualTo(
              funnel.impressions().stream()
                  .map(
                      impression ->
                          notice("win/" + bid(impression), impression)
                              .setKind(utf8("win"))
                              .setBidderId(impression.getBidderId())
                              .setPrice(impression.getWinPrice())
                              .setEventTimestamp(auctionEnd(funnel))
                              .build())
                  .toList());
    }
  }

  @Test
  void billingIsWhatTheImpressionSays() {
    Impression impression = withImpression().impressions().get(0);

    assertThat(Notices.billing(impression))
        .isEqualTo(
            notice("billing/" + impression.getImpressionId(), impression)
                .setKind(utf8("billing"))
                .setBidderId(impression.getBidderId())
                .setPrice(impression.getWinPrice())
                .setEventTimestamp(impression.getEventTimestamp())
                .build());
  }

  @Test
  void theBestLoserLearnsWhatWouldHaveWon() {
    int higher = 0;
    int deals = 0;
    for (Funnel funnel : withImpressions()) {
      for (Notice loss : ofKind("loss", funnel)) {
        Impression impression = impression(funnel, loss);
        Bid winner = winner(funnel, impression);
        assertThat(loss)
            .isEqualTo(
                notice("loss/" + bid(impression), impression)
                    .setKind(utf8("loss"))
                    .setBidderId(loss.getBidderId())
                    .setLossReason(loss.getLossReason())
                    .setCurrency(loss.getLossReason() == 102 ? impression.getWinCurrency() : null)
                    .setMinToWin(loss.getLossReason() == 102 ? winner.getPrice() : null)
                    .setEventTimestamp(auctionEnd(funnel))
                    .build());
        double best = bestLoser(funnel, loss, winner);
        if (loss.getLossReason() == 102) {
          assertThat(best).isLessThanOrEqualTo(winner.getPrice());
          higher++;
        } else {
          assertThat(loss.getLossReason()).isEqualTo(103);
          assertThat((Object) winner.getDealid()).isNotNull();
          deals++;
        }
      }
    }
    assertThat(higher).isPositive();
    assertThat(deals).isPositive();
  }

  @Test
  void whereNobodyWinsSomeLosersLearnWhy() {
    List<Funnel> unsold =
        SampleFunnels.all().stream()
            .filter(funnel -> funnel.impressions().isEmpty() && funnel.response() != null)
            .filter(funnel -> !funnel.response().getSeatbid().isEmpty())
            .toList();
    List<Notice> losses = unsold.stream().flatMap(funnel -> funnel.notices().stream()).toList();

    assertThat(unsold.stream().filter(funnel -> !funnel.notices().isEmpty()).count())
        .isCloseTo(unsold.size() / 2, withinPercentage(10));
    assertThat(losses)
        .allMatch(loss -> loss.getKind().toString().equals("loss"))
        .allMatch(loss -> loss.getPrice() == null && loss.getMinToWin() == null);
    assertThat(losses).extracting(Notice::getLossReason).containsOnly(1, 2, 104, 202, 205, 209);
    assertThat(losses).extracting(Notice::getNoticeId).doesNotHaveDuplicates();
  }

  @Test
  void ofWhatIsWonAsMuchIsLostAsTheRatesSay() {
    FunnelRates rates = SampleFunnels.LOSSY;
    double won = 0;
    double billed = 0;
    double drifted = 0;
    double rendered = 0;
    for (Funnel funnel : SampleFunnels.funnels(SampleFunnels.factory(7, rates))) {
      won += ofKind("win", funnel).size();
      billed += ofKind("billing", funnel).size() + funnel.impressions().size();
      rendered += funnel.impressions().size();
      for (Notice win : ofKind("win", funnel)) {
        drifted += isDrifted(win, funnel) ? 1 : 0;
      }
    }

    assertThat(won).isGreaterThan(3_000);
    assertThat(billed / won).isCloseTo(1 - rates.billingLoss(), within(0.02));
    assertThat(drifted / billed).isCloseTo(rates.priceDrift(), within(0.015));
    assertThat(rendered / billed).isCloseTo(1 - rates.renderLoss(), within(0.025));
  }

  /** Whether a placement is billed at a price that is at least 1 % from that of the auction. */
  private static boolean isDrifted(Notice win, Funnel funnel) {
    List<Double> prices = new ArrayList<>();
    ofKind("billing", funnel).stream()
        .filter(billing -> billing.getImpId().equals(win.getImpId()))
        .forEach(billing -> prices.add(billing.getPrice()));
    funnel.impressions().stream()
        .filter(impression -> impression.getImpId().equals(win.getImpId()))
        .forEach(impression -> prices.add(impression.getWinPrice()));
    assertThat(prices).hasSizeLessThanOrEqualTo(1);
    return prices.stream()
        .anyMatch(price -> Math.abs(price - win.getPrice()) > 0.0099 * win.getPrice());
  }

  @Test
  void aBillingNoticeAloneIsThatOfAnImpression() {
    Impression impression = withImpression().impressions().get(0);
    Notice billing = Notices.billing(impression);

    assertThat(Notices.isBilling(billing)).isTrue();
    assertThat(Notices.billing(Notices.billed(billing))).isEqualTo(billing);
  }

  @Test
  void everyNoticeHasAnIdOfItsOwn() {
    Set<Utf8> ids = new HashSet<>();
    int given = 0;
    for (Funnel funnel : SampleFunnels.all()) {
      funnel.notices().forEach(notice -> ids.add(notice.getNoticeId()));
      funnel
          .impressions()
          .forEach(impression -> ids.add(Notices.billing(impression).getNoticeId()));
      given += funnel.notices().size() + funnel.impressions().size();
    }
    assertThat(ids).hasSize(given);
  }

  private static Notice.Builder notice(String id, Impression impression) {
    return Notice.newBuilder()
        .setNoticeId(utf8(id))
        .setRequestId(impression.getRequestId())
        .setResponseId(impression.getResponseId())
        .setImpId(impression.getImpId())
        .setCurrency(impression.getWinCurrency());
  }

  private static List<Notice> ofKind(String kind, Funnel funnel) {
    return funnel.notices().stream()
        .filter(notice -> notice.getKind().toString().equals(kind))
        .toList();
  }

  private static Funnel withImpression() {
    return withImpressions().get(0);
  }

  private static List<Funnel> withImpressions() {
    return SampleFunnels.all().stream().filter(funnel -> !funnel.impressions().isEmpty()).toList();
  }

  private static Impression impression(Funnel funnel, Notice notice) {
    return funnel.impressions().stream()
        .filter(impression -> impression.getImpId().equals(notice.getImpId()))
        .findFirst()
        .orElseThrow();
  }

  private static Bid winner(Funnel funnel, Impression impression) {
    return bids(funnel, impression.getBidderId(), impression.getImpId()).stream()
        .filter(bid -> bid.getCrid().equals(impression.getCreativeId()))
        .findFirst()
        .orElseThrow();
  }

  private static double bestLoser(Funnel funnel, Notice loss, Bid winner) {
    return bids(funnel, loss.getBidderId(), loss.getImpId()).stream()
        .filter(bid -> !bid.getId().equals(winner.getId()))
        .mapToDouble(Bid::getPrice)
        .min()
        .orElseThrow();
  }

  private static List<Bid> bids(Funnel funnel, Utf8 seat, Utf8 imp) {
    return funnel.response().getSeatbid().stream()
        .filter(seatBid -> seatBid.getSeat().equals(seat))
        .map(SeatBid::getBid)
        .flatMap(List::stream)
        .filter(bid -> bid.getImpid().equals(imp))
        .toList();
  }

  private static Instant auctionEnd(Funnel funnel) {
    return funnel.response().getEventTimestamp();
  }

  private static String bid(Impression impression) {
    return impression.getResponseId() + "/" + impression.getImpId();
  }

  private static Utf8 utf8(String text) {
    return new Utf8(text);
  }
}
