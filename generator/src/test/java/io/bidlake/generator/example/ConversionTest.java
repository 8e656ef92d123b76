package io.bidlake.generator.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bidlake.generator.example.SampleExamples.Converted;
import io.bidlake.generator.funnel.SampleFunnels;
import io.bidlake.model.Conversion;
import io.bidlake.model.ConversionType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class ConversionTest {

  private static final List<Converted> ALL =
      SampleExamples.of(1, new ExampleRates(0, 1)).conversions();

  @Test
  void eachClickLeadsToOneAtThatRate() {
    long clicks = SampleFunnels.all().stream().mapToLong(funnel -> funnel.clicks().size()).sum();
    long half =
        SampleExamples.of(1, new ExampleRates(0, 0.5)).conversions().stream()
            .filter(ConversionTest::isAfterClick)
            .count();

    assertThat(ALL.stream().filter(ConversionTest::isAfterClick)).hasSize((int) clicks);
    assertThat(half / (double) clicks).isCloseTo(0.5, within(0.15));
    assertThat(SampleExamples.of(1, new ExampleRates(1, 0)).conversions()).isEmpty();
  }

  @Test
  void someFollowAViewOfTheAd() {
    long impressions =
        SampleFunnels.all().stream().mapToLong(funnel -> funnel.impressions().size()).sum();
    long views = ALL.stream().filter(converted -> !isAfterClick(converted)).count();

    assertThat(views / (double) impressions).isCloseTo(0.01, within(0.006));
  }

  @Test
  void belongToTheirCauseAndComeWithinFourMinutes() {
    for (Converted converted : ALL) {
      Conversion event = converted.event();
      Instant cause = converted.impression().getEventTimestamp();
      if (event.getClickId() != null) {
        assertThat((Object) converted.click().getImpressionId()).isEqualTo(event.getImpressionId());
        cause = converted.click().getEventTimestamp();
      }
      assertThat((Object) event.getRequestId()).isEqualTo(converted.funnel().request().getId());
      assertThat((Object) event.getCreativeId()).isEqualTo(converted.impression().getCreativeId());
      assertThat((Object) event.getCampaignId())
          .isEqualTo(SampleExamples.bid(converted.funnel(), converted.impression()).getCid());
      assertThat(event.getConvertedAt())
          .isAfter(cause.plusSeconds(2))
          .isBeforeOrEqualTo(cause.plusSeconds(240));
    }
    assertThat(ALL).extracting(converted -> converted.event().getEventId()).doesNotHaveDuplicates();
  }

  @Test
  void thePriceOfAPurchaseIsThatOfItsItems() {
    List<Conversion> purchases = of(ConversionType.PURCHASE);
    for (Conversion purchase : purchases) {
      BigDecimal total =
          purchase.getItems().stream()
              .map(item -> item.getUnitPrice().multiply(BigDecimal.valueOf(item.getQuantity())))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(purchase.getValue()).isEqualTo(total).isPositive();
      assertThat(purchase.getValue().scale()).isEqualTo(2);
      assertThat(purchase.getValue().precision()).isLessThanOrEqualTo(12);
      assertThat(purchase.getItems()).hasSizeBetween(1, 3);
      assertThat(purchase.getItems()).extracting(item -> item.getSku()).doesNotHaveDuplicates();
      assertThat(purchase.getAttributes()).containsKey(new Utf8("payment"));
    }
    assertThat(purchases).extracting(item -> item.getItems().size()).contains(1, 2, 3);
    assertThat(purchases).extracting(item -> item.getCurrency().toString()).contains("USD", "EUR");
  }

  @Test
  void whatIsNotAPurchaseHasNoPrice() {
    for (ConversionType type : ConversionType.values()) {
      assertThat(of(type)).as(type.name()).isNotEmpty();
      if (type != ConversionType.PURCHASE) {
        assertThat(of(type))
            .allMatch(
                event ->
                    event.getValue() == null
                        && event.getCurrency() == null
                        && event.getItems().isEmpty()
                        && event.getAttributes().size() == 2);
      }
    }
  }

  @Test
  void onlyAdsInAppsLeadToInstalls() {
    assertThat(ALL)
        .filteredOn(converted -> converted.event().getType() == ConversionType.INSTALL)
        .allMatch(converted -> converted.funnel().request().getApp() != null);
  }

  private static boolean isAfterClick(Converted converted) {
    return converted.event().getClickId() != null;
  }

  private static List<Conversion> of(ConversionType type) {
    return ALL.stream().map(Converted::event).filter(event -> event.getType() == type).toList();
  }
}
