package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.aggregation.RequestImpressions.CountedImpression;
import io.bidlake.aggregation.RequestImpressions.Request;
import io.bidlake.runtime.state.EventId;
import org.junit.jupiter.api.Test;

class RequestImpressionsTest {

  private static final long BOUND = 15;

  private final RequestImpressions known = new RequestImpressions();

  @Test
  void givesAnImpressionWithinTheBoundTheCountryOfTheRequest() {
    known.request(new Request(100, "USA"));

    assertThat(known.countryOf(shownAt(99), BOUND)).isNull();
    assertThat(known.countryOf(shownAt(100), BOUND)).isEqualTo("USA");
    assertThat(known.countryOf(shownAt(115), BOUND)).isEqualTo("USA");
    assertThat(known.countryOf(shownAt(116), BOUND)).isNull();
  }

  @Test
  void knowsNoCountryWithoutARequestOrACountryOfIt() {
    assertThat(known.countryOf(shownAt(100), BOUND)).isNull();

    known.request(new Request(100, null));

    assertThat(known.countryOf(shownAt(100), BOUND)).isNull();
  }

  @Test
  void ordersCopiesOfARequestByTimeThenCountryWithNoneFirst() {
    Request first = new Request(100, null);
    Request second = new Request(100, "DEU");
    Request third = new Request(100, "USA");
    Request last = new Request(101, null);

    assertThat(first.isBefore(second)).isTrue();
    assertThat(second.isBefore(third)).isTrue();
    assertThat(third.isBefore(last)).isTrue();
    assertThat(last.isBefore(first)).isFalse();
    assertThat(first.isBefore(new Request(100, null))).isFalse();
  }

  @Test
  void ordersCopiesOfAnImpressionByTimeThenPriceThenBidder() {
    CountedImpression first = new CountedImpression(EventId.of("i1"), 100, 2, "b");
    CountedImpression second = new CountedImpression(EventId.of("i1"), 101, 1, "c");
    CountedImpression third = new CountedImpression(EventId.of("i1"), 101, 2, "a");
    CountedImpression last = new CountedImpression(EventId.of("i1"), 101, 2, "b");

    assertThat(first.isBefore(second)).isTrue();
    assertThat(second.isBefore(third)).isTrue();
    assertThat(third.isBefore(last)).isTrue();
    assertThat(last.isBefore(third)).isFalse();
    assertThat(last.isBefore(last)).isFalse();
  }

  /** In UTF-16, as Java has it, the order is the other way round. */
  @Test
  void ordersTextsByTheirBytesInUtf8() {
    String first = "\uFFFD";
    String second = "\uD83D\uDE00";

    assertThat(new Request(100, first).isBefore(new Request(100, second))).isTrue();
    assertThat(
            new CountedImpression(EventId.of("i1"), 100, 1, first)
                .isBefore(new CountedImpression(EventId.of("i1"), 100, 1, second)))
        .isTrue();
  }

  @Test
  void findsAnImpressionByItsId() {
    known.impressions().add(new CountedImpression(EventId.of("i1"), 100, 1, "b"));
    known.impressions().add(new CountedImpression(EventId.of("i2"), 100, 1, "b"));

    assertThat(known.find(EventId.of("i2"))).isEqualTo(1);
    assertThat(known.find(EventId.of("i3"))).isEqualTo(-1);
  }

  @Test
  void knowsNothingOnceCleared() {
    known.request(new Request(100, "USA"));
    known.impressions().add(shownAt(100));
    known.reach(115);

    known.clear();

    assertThat(known.last()).isEqualTo(Long.MIN_VALUE);
    assertThat(known.request()).isNull();
    assertThat(known.impressions()).isEmpty();
  }

  private static CountedImpression shownAt(long time) {
    return new CountedImpression(EventId.of("i1"), time, 1.0, "seat-1");
  }
}
