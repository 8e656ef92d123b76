package io.bidlake.verify.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExactSumTest {

  @Test
  void losesNoSmallNumberBesideALargeOne() {
    ExactSum sum = new ExactSum();
    sum.add(1e16);
    sum.add(1);
    sum.add(-1e16);

    assertThat(sum.value()).isEqualTo(1);
  }

  @Test
  void callsSumsEqualThatAreNoNumbersAlike() {
    assertThat(ExactSum.areEqual(Double.NaN, Double.NaN)).isTrue();
    assertThat(ExactSum.areEqual(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)).isTrue();
    assertThat(ExactSum.areEqual(Double.NaN, 1)).isFalse();
    assertThat(ExactSum.areEqual(Double.POSITIVE_INFINITY, 1)).isFalse();
    assertThat(ExactSum.areEqual(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)).isFalse();
  }
}
