package io.bidlake.runtime.window;

import io.bidlake.tables.Spread;
import io.bidlake.tables.Users;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The counts and sums of a window or slice. Sums are exact, so that they do not depend on the order
 * of events or on restarts, and subtracting what was added gives 0. A Flink POJO, stored in state
 * under this class name.
 *
 * <p>A missing count is 0, and a missing spread and missing users are empty, so that a job that
 * counts an additional kind can resume from older state.
 */
public final class Totals {

  /** Number of events of each kind, by the number of the kind. */
  public long[] counts;

  /** Sum of the prices, CPM in USD. */
  public BigDecimal amount;

  /** Prices by bucket, as in {@link Spread}. */
  public long[] spread = Spread.NONE;

  /** References to users, as in {@link Users}. */
  public long[] users = Users.NONE;

  public Totals() {}

  public Totals(long[] counts, BigDecimal amount) {
    this.counts = counts;
    this.amount = amount;
  }

  /** Returns empty totals. */
  public static Totals none() {
    return new Totals(new long[0], BigDecimal.ZERO);
  }

  /** Adds events of a kind. */
  public void addCount(int kind, long more) {
    if (counts.length <= kind) {
      counts = Arrays.copyOf(counts, kind + 1);
    }
    counts[kind] += more;
  }

  /** Adds a price to the amount; a negative one is subtracted. */
  public void addAmount(double usd) {
    amount = amount.add(new BigDecimal(usd));
  }

  /** Adds a price to the spread. */
  public void addPrice(int kindOfPrice, double usd) {
    spread = Spread.add(spread, Spread.of(kindOfPrice, usd));
  }

  /** Adds a reference to a user. */
  public void addUser(long hash) {
    users = Users.add(users, Users.of(hash));
  }

  /** Returns the number of events of a kind. */
  public long count(int kind) {
    return kind < counts.length ? counts[kind] : 0;
  }

  public void add(Totals other) {
    makeRoomFor(other);
    for (int i = 0; i < other.counts.length; i++) {
      counts[i] += other.counts[i];
    }
    // Most totals have no amount.
    if (other.amount.signum() != 0) {
      amount = amount.add(other.amount);
    }
    spread = Spread.add(spread, other.spread);
    users = Users.add(users, other.users);
  }

  public void subtract(Totals other) {
    makeRoomFor(other);
    for (int i = 0; i < other.counts.length; i++) {
      counts[i] -= other.counts[i];
    }
    if (other.amount.signum() != 0) {
      amount = amount.subtract(other.amount);
    }
    spread = Spread.subtract(spread, other.spread);
    users = Users.subtract(users, other.users);
  }

  /** Returns the same counts and sums without the users, which can take much more room. */
  Totals withoutUsers() {
    if (users.length == 0) {
      return this;
    }
    Totals others = new Totals(counts, amount);
    others.spread = spread;
    return others;
  }

  private void makeRoomFor(Totals other) {
    if (counts.length < other.counts.length) {
      counts = Arrays.copyOf(counts, other.counts.length);
    }
  }

  public boolean isNothing() {
    return amount.signum() == 0 && spread.length == 0 && kinds() == 0 && Users.isNothing(users);
  }

  /**
   * Returns whether adding these totals to others would leave them as they are. Users can leave
   * nothing but a threshold, which others must take over, because users above it are not in these
   * totals.
   */
  public boolean isNoChange() {
    return isNothing() && users.length == 0;
  }

  /** Returns the number of counts up to the last one that is not 0. */
  private int kinds() {
    int kinds = counts.length;
    while (kinds > 0 && counts[kinds - 1] == 0) {
      kinds--;
    }
    return kinds;
  }

  @Override
  public boolean equals(Object object) {
    // 1.0 and 1.00 are equal amounts.
    return object instanceof Totals other
        && Arrays.equals(counts, 0, kinds(), other.counts, 0, other.kinds())
        && amount.compareTo(other.amount) == 0
        && Arrays.equals(spread, other.spread)
        && Arrays.equals(users, other.users);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(Arrays.copyOf(counts, kinds()));
  }

  @Override
  public String toString() {
    String sums = Arrays.toString(counts) + " " + amount.toPlainString();
    return Stream.of(spread, users)
        .filter(array -> array.length > 0)
        .map(Arrays::toString)
        .reduce(sums, (one, other) -> one + " " + other);
  }
}
