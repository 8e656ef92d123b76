package io.bidlake.runtime.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.api.Test;

class TotalsTest {

  @Test
  void addsEachCountAndTheAmount() {
    Totals totals = totals("1.5", 1, 2);

    totals.add(totals("0.25", 10, 20));

    assertThat(totals).isEqualTo(totals("1.75", 11, 22));
  }

  @Test
  void leavesNothingWhenAllIsTakenAwayAgainInAnyOrder() {
    Totals totals = Totals.none();
    for (double price : new double[] {0.1, 1e-9, 12345.678}) {
      totals.add(new Totals(new long[] {1}, new BigDecimal(price)));
    }
    assertThat(totals.isNothing()).isFalse();

    for (double price : new double[] {12345.678, 0.1, 1e-9}) {
      totals.subtract(new Totals(new long[] {1}, new BigDecimal(price)));
    }

    assertThat(totals.isNothing()).isTrue();
    assertThat(totals).isEqualTo(Totals.none());
  }

  @Test
  void isSomethingWithACountOrAnAmountAlone() {
    assertThat(totals("0", 0, 0).isNothing()).isTrue();
    assertThat(totals("0.000", 0, 0).isNothing()).isTrue();
    assertThat(totals("0", 0, 1).isNothing()).isFalse();
    assertThat(totals("0", 1, -1).isNothing()).isFalse();
    assertThat(totals("0.1", 0, 0).isNothing()).isFalse();
  }

  @Test
  void isEqualByValueHoweverTheAmountIsWritten() {
    assertThat(totals("1.0", 1)).isEqualTo(totals("1.00", 1)).hasSameHashCodeAs(totals("1.00", 1));
    assertThat(totals("1.0", 1)).isNotEqualTo(totals("1.01", 1));
    assertThat(totals("1.0", 1)).isNotEqualTo(totals("1.0", 2));
  }

  @Test
  void goesOnFromTotalsOfFewerKindsAsIfTheOthersWereNothing() {
    Totals grown = totals("1", 1, 2);

    grown.add(totals("0", 0, 0, 5));
    assertThat(grown).isEqualTo(totals("1", 1, 2, 5));
    grown.add(totals("1", 1));
    assertThat(grown).isEqualTo(totals("2", 2, 2, 5));
    grown.subtract(totals("2", 2, 2, 5, 0));

    assertThat(grown.isNothing()).isTrue();
    assertThat(totals("1", 1, 2).count(2)).isZero();
  }

  @Test
  void isEqualWhetherCountsAreMissingOrNothing() {
    assertThat(totals("1", 1, 0, 0)).isEqualTo(totals("1", 1)).hasSameHashCodeAs(totals("1", 1));
    assertThat(totals("1", 0, 1)).isNotEqualTo(totals("1", 0)).isNotEqualTo(totals("1", 1));
  }

  @Test
  void takesBackPrices() {
    Totals both = totals("0", 2);
    both.addPrice(0, 1.5);
    both.addPrice(1, 1.5);
    Totals one = totals("0", 2);
    one.addPrice(0, 1.5);

    both.subtract(one);
    assertThat(both.count(0)).isZero();
    assertThat(both.isNothing()).isFalse();

    Totals other = Totals.none();
    other.addPrice(1, 1.5);
    assertThat(both).isEqualTo(other);
    both.subtract(other);
    assertThat(both.isNothing()).isTrue();
  }

  @Test
  void takesBackUsers() {
    Totals both = totals("0", 2);
    both.addUser(7);
    both.addUser(5);
    Totals one = totals("0", 1);
    one.addUser(5);

    assertThat(both).isNotEqualTo(totals("0", 2));
    both.subtract(one);
    Totals other = totals("0", 1);
    other.addUser(7);
    assertThat(both).isEqualTo(other).hasToString("[1] 0 [7, 1]");
    both.subtract(other);
    assertThat(both.isNothing()).isTrue();
    assertThat(both.isNoChange()).isTrue();
  }

  @Test
  void isAChangeWithAThresholdOfUsersAlone() {
    Totals threshold = Totals.none();
    threshold.users = new long[] {5};
    assertThat(threshold.isNothing()).isTrue();
    assertThat(threshold.isNoChange()).isFalse();

    Totals totals = totals("0", 2);
    totals.addUser(4);
    totals.addUser(6);
    totals.add(threshold);

    assertThat(totals.users).containsExactly(4, 1, 5);
  }

  @Test
  void isAPojoToFlink() {
    assertThat(TypeInformation.of(Totals.class)).isInstanceOf(PojoTypeInfo.class);
  }

  /** Savepoints name the class and its fields: neither can ever be renamed or moved. */
  @Test
  void keepsTheNamesThatAreInSavepoints() {
    assertThat(Totals.class.getName()).isEqualTo("io.bidlake.runtime.window.Totals");
    assertThat(((PojoTypeInfo<Totals>) TypeInformation.of(Totals.class)).getFieldNames())
        .containsExactly("amount", "counts", "spread", "users");
  }

  private static Totals totals(String amount, long... counts) {
    return new Totals(counts, new BigDecimal(amount));
  }
}
