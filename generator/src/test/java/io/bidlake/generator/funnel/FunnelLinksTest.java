package io.bidlake.generator.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Bid;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.Impression;
import io.bidlake.model.SeatBid;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class FunnelLinksTest {

  @Test
  void everyIdIsGivenOnce() {
    Set<Utf8> ids = new HashSet<>();
    int given = 0;
    for (Funnel funnel : SampleFunnels.all()) {
      ids.add(funnel.request().getId());
      given++;
      if (funnel.response() != null) {
        ids.add(funnel.response().getBidid());
        given++;
      }
      funnel.impressions().forEach(impression -> ids.add(impression.getImpressionId()));
      funnel.clicks().forEach(click -> ids.add(click.getClickId()));
      given += funnel.impressions().size() + funnel.clicks().size();
    }
    assertThat(ids).hasSize(given);
  }

  @Test
  void impsAreNumberedFromOne() {
    for (var request : SampleFunnels.requests()) {
      List<String> expected =
          IntStream.rangeClosed(1, request.getImp().size()).mapToObj(String::valueOf).toList();
      assertThat(request.getImp().stream().map(imp -> imp.getId().toString()).toList())
          .isEqualTo(expected)
          .hasSizeBetween(1, 4);
    }
  }

  @Test
  void responsesAnswerTheirRequestWithin5Seconds() {
    for (Funnel funnel : SampleFunnels.all()) {
      BidResponse response = funnel.response();
      if (response != null) {
        assertThat((Object) response.getId()).isEqualTo(funnel.request().getId());
        assertWithin(
            funnel.request().getEventTimestamp(),
            response.getEventTimestamp(),
            Duration.ofSeconds(5));
      }
    }
  }

  @Test
  void mostResponsesComeBeforeTheExchangeStopsWaiting() {
    List<Funnel> answered =
        SampleFunnels.all().stream().filter(funnel -> funnel.response() != null).toList();
    long overdue = answered.stream().filter(FunnelLinksTest::isOverdue).count();

    assertThat(overdue / (double) answered.size()).isBetween(0.005, 0.03);
    assertThat(answered.stream().filter(FunnelLinksTest::isOverdue))
        .allMatch(funnel -> funnel.impressions().isEmpty());
  }

  @Test
  void impressionsBelongToABidAndComeWithin10Seconds() {
    for (Funnel funnel : SampleFunnels.all()) {
      Set<Utf8> imps = new HashSet<>();
      for (Impression impression : funnel.impressions()) {
        BidResponse response = funnel.response();
        assertThat((Object) impression.getRequestId()).isEqualTo(funnel.request().getId());
        assertThat((Object) impression.getResponseId()).isEqualTo(response.getBidid());
        assertThat((Object) impression.getWinCurrency()).isEqualTo(response.getCur());
        assertThat(bids(response, impression)).isNotEmpty();
        assertThat(imps.add(impression.getImpId())).isTrue();
        assertWithin(
            response.getEventTimestamp(), impression.getEventTimestamp(), Duration.ofSeconds(10));
      }
    }
  }

  @Test
  void clicksBelongToAnImpressionAndComeWithin60Seconds() {
    int clicks = 0;
    for (Funnel funnel : SampleFunnels.all()) {
      for (Click click : funnel.clicks()) {
        Impression impression =
            funnel.impressions().stream()
                .filter(i -> i.getImpressionId().equals(click.getImpressionId()))
                .findFirst()
                .orElseThrow();
        assertThat((Object) click.getRequestId()).isEqualTo(impression.getRequestId());
        assertThat((Object) click.getImpId()).isEqualTo(impression.getImpId());
        assertThat((Object) click.getBidderId()).isEqualTo(impression.getBidderId());
        assertThat((Object) click.getCreativeId()).isEqualTo(impression.getCreativeId());
        assertThat(click.getClickUrl().toString()).contains(impression.getAdDomain());
        assertWithin(
            impression.getEventTimestamp(), click.getEventTimestamp(), Duration.ofSeconds(60));
        clicks++;
      }
    }
    assertThat(clicks).isPositive();
  }

  private static boolean isOverdue(Funnel funnel) {
    return funnel
        .response()
        .getEventTimestamp()
        .isAfter(funnel.request().getEventTimestamp().plusMillis(funnel.request().getTmax()));
  }

  private static List<Bid> bids(BidResponse response, Impression impression) {
    return response.getSeatbid().stream()
        .filter(seatBid -> seatBid.getSeat().equals(impression.getBidderId()))
        .map(SeatBid::getBid)
        .flatMap(List::stream)
        .filter(bid -> bid.getImpid().equals(impression.getImpId()))
        .filter(bid -> bid.getCrid().equals(impression.getCreativeId()))
        .filter(bid -> bid.getAdomain().contains(impression.getAdDomain()))
        .toList();
  }

  private static void assertWithin(Instant parent, Instant child, Duration bound) {
    assertThat(child).isAfter(parent).isBefore(parent.plus(bound));
  }
}
