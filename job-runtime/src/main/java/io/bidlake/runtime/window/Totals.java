package io.bidlake.runtime.window;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * What a window counts and sums. Sums are exact, so that neither the order of events nor a restart
 * shows in them, and what is taken away again leaves nothing. A POJO.
 */
public final class Totals {

  /** One count for each kind of event. */
  public long[] counts;

  /** A sum of prices. */
  public BigDecimal amount;

  public Totals() {}

  public Totals(long[] counts, BigDecimal amount) {
    this.counts = counts;
    this.amount = amount;
  }

  /** Nothing counted yet, of this many kinds. */
  public static Totals none(int kinds) {
    return new Totals(new long[kinds], BigDecimal.ZERO);
  }

  public void add(Totals other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    // Most totals have no amount at all.
    if (other.amount.signum() != 0) {
      amount = amount.add(other.amount);
    }
  }

  public void subtract(Totals other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] -= other.counts[i];
    }
    if (other.amount.signum() != 0) {
      amount = amount.subtract(other.amount);
    }
  }

  public boolean isNothing() {
    return amount.signum() == 0 && Arrays.stream(counts).allMatch(count -> count == 0);
  }

  @Override
  public boolean equals(Object object) {
    // 1.0 and 1.00 are one amount.
    return object instanceof Totals other
        && Arrays.equals(counts, other.counts)
        && amount.compareTo(other.amount) == 0;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return Arrays.toString(counts) + " " + amount.toPlainString();
  }
}
