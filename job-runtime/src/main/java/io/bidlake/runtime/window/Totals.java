package io.bidlake.runtime.window;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * What a window counts and sums. Sums are exact, so that neither the order of events nor a restart
 * shows in them, and what is taken away again leaves nothing. A POJO, kept in state under this
 * name.
 *
 * <p>Counts that are not there are 0: a job that counts one kind more goes on from the state of one
 * that did not.
 */
public final class Totals {

  /** A count for each kind of event, by its number. */
  public long[] counts;

  /** A sum of prices. */
  public BigDecimal amount;

  public Totals() {}

  public Totals(long[] counts, BigDecimal amount) {
    this.counts = counts;
    this.amount = amount;
  }

  /** Nothing counted yet. */
  public static Totals none() {
    return new Totals(new long[0], BigDecimal.ZERO);
  }

  /** Events of a kind. */
  public long count(int kind) {
    return kind < counts.length ? counts[kind] : 0;
  }

  public void add(Totals other) {
    makeRoomFor(other);
    for (int i = 0; i < other.counts.length; i++) {
      counts[i] += other.counts[i];
    }
    // Most totals have no amount at all.
    if (other.amount.signum() != 0) {
      amount = amount.add(other.amount);
    }
  }

  public void subtract(Totals other) {
    makeRoomFor(other);
    for (int i = 0; i < other.counts.length; i++) {
      counts[i] -= other.counts[i];
    }
    if (other.amount.signum() != 0) {
      amount = amount.subtract(other.amount);
    }
  }

  private void makeRoomFor(Totals other) {
    if (counts.length < other.counts.length) {
      counts = Arrays.copyOf(counts, other.counts.length);
    }
  }

  public boolean isNothing() {
    return amount.signum() == 0 && kinds() == 0;
  }

  /** Counts up to the last that is not 0. */
  private int kinds() {
    int kinds = counts.length;
    while (kinds > 0 && counts[kinds - 1] == 0) {
      kinds--;
    }
    return kinds;
  }

  @Override
  public boolean equals(Object object) {
    // 1.0 and 1.00 are one amount.
    return object instanceof Totals other
        && Arrays.equals(counts, 0, kinds(), other.counts, 0, other.kinds())
        && amount.compareTo(other.amount) == 0;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(Arrays.copyOf(counts, kinds()));
  }

  @Override
  public String toString() {
    return Arrays.toString(counts) + " " + amount.toPlainString();
  }
}
