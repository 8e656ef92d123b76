package io.bidlake.aggregation;

import static io.bidlake.testing.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.domain.CurrencyRates;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Impression;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import io.bidlake.testing.SampleEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AggregationEventsTest {

  private final AggregationEvents.OfImpressions impressions =
      new AggregationEvents.OfImpressions(CurrencyRates.read(Settings.of(List.of(), Map.of())));

  @Test
  void takesTheCountryOfARequest() {
    AggregationEvent event = AggregationEvents.ofRequest(SampleEvents.request("r1"));

    assertThat(event.country).isEqualTo("USA");
    assertThat(identified(Topics.BID_REQUESTS, event).payload(Topics.BID_REQUESTS))
        .isEqualTo("{\"device_geo_country\":\"USA\"}");
  }

  @Test
  void hasNoCountryWhereTheRequestHasNone() {
    BidRequest request = SampleEvents.request("r1");
    request.getDevice().getGeo().setCountry(null);
    assertThat(AggregationEvents.ofRequest(request).country).isNull();

    request.getDevice().setGeo(null);
    assertThat(AggregationEvents.ofRequest(request).country).isNull();

    request.setDevice(null);
    AggregationEvent event = AggregationEvents.ofRequest(request);
    assertThat(event.country).isNull();
    assertThat(identified(Topics.BID_REQUESTS, event).payload(Topics.BID_REQUESTS))
        .isEqualTo("{\"device_geo_country\":null}");
  }

  @Test
  void takesWhatAnImpressionCost() {
    AggregationEvent event = impressions.read(SampleEvents.impression("i1", "r1"));

    assertThat(event.bidder).isEqualTo("seat-1");
    assertThat(event.usd).isEqualTo(1.1);
    assertThat(event.unpriced).isNull();
    assertThat(identified(Topics.IMPRESSIONS, event).payload(Topics.IMPRESSIONS))
        .isEqualTo("{\"bidder_id\":\"seat-1\",\"win_price_usd\":1.1}");
  }

  @ParameterizedTest
  @CsvSource({"2.0, EUR, 2.32", "0.0, USD, 0.0", "-0.0, USD, -0.0", "1e6, USD, 1e6"})
  void tellsThePriceInDollars(double price, String currency, double usd) {
    AggregationEvent event = impressions.read(priced(price, currency));

    assertThat(event.unpriced).isNull();
    assertThat(event.usd).isEqualTo(usd);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.01,
        -Double.MIN_VALUE,
        1_000_000.5,
        1e308
      })
  void cannotPriceWhatIsNoFiniteAmount(double price) {
    AggregationEvent event = impressions.read(priced(price, "USD"));

    assertThat(event.unpriced).isEqualTo(price + " USD");
  }

  @Test
  void cannotPriceWhatIsNoFiniteAmountOnceInDollars() {
    assertThat(impressions.read(priced(Double.MAX_VALUE, "EUR")).unpriced)
        .isEqualTo("1.7976931348623157E308 EUR");
  }

  @Test
  void cannotPriceACurrencyWithoutRate() {
    AggregationEvent event = impressions.read(priced(1.5, "XXX"));

    assertThat(event.unpriced).isEqualTo("1.5 XXX");
    assertThat(identified(Topics.IMPRESSIONS, event).payload(Topics.IMPRESSIONS))
        .isEqualTo("{\"bidder_id\":\"seat-1\",\"win_price\":\"1.5 XXX\"}");
  }

  @Test
  void countsForTheCodeOfACountryOrNone() {
    BidRequest request = SampleEvents.request("r1");
    request.getDevice().getGeo().setCountry(utf8("de"));
    assertThat(AggregationEvents.ofRequest(request).country).isEqualTo("DEU");

    request.getDevice().getGeo().setCountry(utf8("Atlantis"));
    assertThat(AggregationEvents.ofRequest(request).country).isNull();

    request.getDevice().getGeo().setCountry(utf8(""));
    assertThat(AggregationEvents.ofRequest(request).country).isNull();
  }

  @Test
  void countsForAnUnknownBidderWhereTheIdIsBlankOrTooLong() {
    Impression impression = SampleEvents.impression("i1", "r1");
    impression.setBidderId(utf8(" "));
    assertThat(impressions.read(impression).bidder).isEqualTo("UNKNOWN");

    impression.setBidderId(utf8("x".repeat(100_000)));
    assertThat(impressions.read(impression).bidder).isEqualTo("UNKNOWN");
  }

  @Test
  void holdsNothingOfARecordThatIsOverwritten() {
    Impression impression = SampleEvents.impression("i1", "r1");
    AggregationEvent event = impressions.read(impression);
    impression.getBidderId().set("seat-2");

    assertThat(event.bidder).isEqualTo("seat-1");
  }

  private static Impression priced(double price, String currency) {
    Impression impression = SampleEvents.impression("i1", "r1");
    impression.setWinPrice(price);
    impression.setWinCurrency(utf8(currency));
    return impression;
  }

  private static AggregationEvent identified(Topic<?> topic, AggregationEvent event) {
    event.topic = (byte) topic.code();
    return event;
  }
}
