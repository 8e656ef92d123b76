package io.bidlake.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.CountingRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {

  private static final Percentage ERROR = Percentage.withPercentage(1.000001);

  @ParameterizedTest
  @ValueSource(
      doubles = {PriceBuckets.LOWEST, 0.0123, 0.99, 1, 1.0000001, 7.5, CountingRules.HIGHEST_CPM})
  void knowsAPriceWithinOnePercent(double price) {
    long[] spread = Spread.of(1, price);

    assertThat(Spread.quantile(spread, 1, 0.5)).isCloseTo(price, ERROR);
    assertThat(Spread.quantile(spread, 0, 0.5)).isNull();
    assertThat(PriceBuckets.of(price)).isBetween(1, PriceBuckets.COUNT - 1);
  }

  @Test
  void countsTinyPricesAs0() {
    assertThat(Spread.quantile(Spread.of(0, 0), 0, 1)).isZero();
    assertThat(Spread.quantile(Spread.of(0, 0.00009), 0, 1)).isZero();
  }

  @Test
  void findsQuantilesByNearestRank() {
    Random random = new Random(1);
    List<Double> prices = new ArrayList<>();
    long[] spread = Spread.NONE;
    for (int i = 0; i < 1_000; i++) {
      double price = Math.exp(4 * random.nextGaussian() / 2);
      prices.add(price);
      spread = Spread.add(spread, Spread.add(Spread.of(0, price), Spread.of(1, 3)));
    }
    Collections.sort(prices);

    for (double share : new double[] {0, 0.25, 0.5, 0.9, 0.99, 1}) {
      int rank = Math.max(1, (int) Math.ceil(share * 1_000));
      assertThat(Spread.quantile(spread, 0, share)).isCloseTo(prices.get(rank - 1), ERROR);
    }
    assertThat(Spread.quantile(spread, 1, 0)).isCloseTo(3, ERROR);
  }

  @Test
  void takesBackWhatWasCounted() {
    long[] both = Spread.add(Spread.of(0, 1), Spread.add(Spread.of(0, 5), Spread.of(1, 5)));

    assertThat(Spread.subtract(both, Spread.of(0, 5)))
        .isEqualTo(Spread.add(Spread.of(1, 5), Spread.of(0, 1)));
    assertThat(
            Spread.subtract(Spread.subtract(Spread.NONE, both), Spread.subtract(Spread.NONE, both)))
        .isEmpty();
  }

  @Test
  void keepsTheBucketsOfTheFirstRelease() {
    // Buckets are in the state of jobs.
    assertThat(PriceBuckets.of(0.0001)).isEqualTo(40);
    assertThat(PriceBuckets.of(1)).isEqualTo(500);
    assertThat(PriceBuckets.of(2.5)).isEqualTo(546);
    assertThat(PriceBuckets.of(1_000_000)).isEqualTo(1191);
  }

  @Test
  void joinsTheColumnsOfAKey() {
    assertThat(WindowKey.parts(WindowKey.of("a", "", "c/d"))).containsExactly("a", "", "c/d");
  }
}
