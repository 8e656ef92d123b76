package io.bidlake.runtime.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.api.Test;

class ContributionTest {

  private final Contribution contribution = of("a", 60, 1);

  @Test
  void isTakenBackByItsNegation() {
    Totals totals = new Totals(new long[] {7}, BigDecimal.ONE);

    totals.add(contribution.totals);
    totals.add(contribution.negated().totals);

    assertThat(totals).isEqualTo(new Totals(new long[] {7}, BigDecimal.ONE));
  }

  @Test
  void isLeftAsItWasByItsNegation() {
    Contribution negated = contribution.negated();

    assertThat(negated.isOfSameSlice(contribution)).isTrue();
    assertThat(contribution.totals.counts).containsExactly(1);
    assertThat(negated.totals.counts).containsExactly(-1);
    assertThat(negated.totals.amount).isEqualByComparingTo("-2.5");
  }

  @Test
  void goesWithAnotherOfTheSameKeyAndSliceOnly() {
    assertThat(contribution.isOfSameSlice(of("a", 60, 5))).isTrue();
    assertThat(contribution.isOfSameSlice(of("a", 0, 1))).isFalse();
    assertThat(contribution.isOfSameSlice(of("b", 60, 1))).isFalse();
  }

  @Test
  void isAPojoToFlink() {
    assertThat(TypeInformation.of(Contribution.class)).isInstanceOf(PojoTypeInfo.class);
  }

  private static Contribution of(String key, long slice, long count) {
    return new Contribution(key, slice, new Totals(new long[] {count}, new BigDecimal("2.5")));
  }
}
