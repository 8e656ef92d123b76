package io.bidlake.generator.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Imp;
import io.bidlake.model.Publisher;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class MeasuredRatesTest {

  @Test
  void channelsHaveTheirShares() {
    assertShare(r -> r.getApp() != null && !isTv(r), SampleFunnels.TRAFFIC.app(), 0.01);
    assertShare(r -> r.getApp() != null && isTv(r), SampleFunnels.TRAFFIC.tv(), 0.006);
    assertShare(r -> r.getDooh() != null, SampleFunnels.TRAFFIC.outOfHome(), 0.004);
    assertShare(r -> r.getSite() != null, 0.60, 0.01);
  }

  @Test
  void testTrafficHasItsShareAndTwoKinds() {
    assertShare(r -> r.getTest() == 1 || isTestPublisher(r), SampleFunnels.TRAFFIC.test(), 0.005);
    assertThat(SampleFunnels.requests()).anyMatch(r -> r.getTest() == 1);
    assertThat(SampleFunnels.requests()).anyMatch(MeasuredRatesTest::isTestPublisher);
  }

  @Test
  void foreignCurrenciesHaveTheirShareAndAllOccur() {
    assertShare(r -> !currency(r).equals("USD"), SampleFunnels.TRAFFIC.foreignCurrency(), 0.007);
    assertThat(SampleFunnels.requests().stream().map(MeasuredRatesTest::currency).distinct())
        .containsExactlyInAnyOrder("USD", "EUR", "GBP", "JPY");
  }

  @Test
  void funnelsNarrowAsSet() {
    List<Funnel> bids =
        SampleFunnels.all().stream()
            .filter(f -> f.response() != null && !f.response().getSeatbid().isEmpty())
            .toList();
    double count = SampleFunnels.COUNT;
    long noBids =
        SampleFunnels.all().stream()
            .filter(f -> f.response() != null && f.response().getSeatbid().isEmpty())
            .count();
    long wins = bids.stream().filter(f -> !f.impressions().isEmpty()).count();
    double impressions = bids.stream().mapToInt(f -> f.impressions().size()).sum();
    double clicks = bids.stream().mapToInt(f -> f.clicks().size()).sum();

    assertThat(bids.size() / count).isCloseTo(SampleFunnels.RATES.bidResponse(), within(0.01));
    assertThat(noBids / (count - bids.size()))
        .isCloseTo(SampleFunnels.RATES.noBid(), within(0.007));
    assertThat(wins / (double) bids.size()).isCloseTo(SampleFunnels.RATES.win(), within(0.01));
    assertThat(clicks / impressions).isCloseTo(SampleFunnels.RATES.click(), within(0.015));
  }

  @Test
  void mostRequestsOfferOneImpAndAllFormatsOccur() {
    assertShare(r -> r.getImp().size() == 1, 0.80, 0.05);
    List<Imp> imps = SampleFunnels.requests().stream().flatMap(r -> r.getImp().stream()).toList();
    assertThat(imps).anyMatch(imp -> imp.getVideo() != null && imp.getBanner() != null);
    assertThat(imps).anyMatch(imp -> imp.getNative$() != null);
    assertThat(imps).anyMatch(imp -> imp.getAudio() != null);
    assertThat(imps).anyMatch(imp -> imp.getBanner() != null && imp.getBanner().getW() == null);
    assertThat(imps).anyMatch(imp -> imp.getBidfloor() == 0);
    assertThat(imps).noneMatch(imp -> imp.getBidfloor() < 0);
  }

  private static void assertShare(Predicate<BidRequest> what, double share, double tolerance) {
    double measured =
        SampleFunnels.requests().stream().filter(what).count() / (double) SampleFunnels.COUNT;
    assertThat(measured).isCloseTo(share, within(tolerance));
  }

  private static boolean isTv(BidRequest request) {
    return request.getDevice().getDevicetype() == 3 || request.getDevice().getDevicetype() == 7;
  }

  private static String currency(BidRequest request) {
    return request.getImp().get(0).getBidfloorcur().toString();
  }

  private static boolean isTestPublisher(BidRequest request) {
    Publisher publisher =
        request.getSite() != null
            ? request.getSite().getPublisher()
            : request.getApp() != null
                ? request.getApp().getPublisher()
                : request.getDooh().getPublisher();
    return publisher.getId().toString().startsWith("test-");
  }
}
