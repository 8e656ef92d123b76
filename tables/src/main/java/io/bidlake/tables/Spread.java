package io.bidlake.tables;

import java.util.Arrays;

/**
 * How many prices are in each bucket, by kind of price: an array of codes of bucket and kind, each
 * followed by its count, in the order of the codes and without counts of 0. An array takes little
 * memory and time in Flink's state.
 */
public final class Spread {

  /** No prices. */
  public static final long[] NONE = {};

  private Spread() {}

  /**
   * Returns one price.
   *
   * @param kind kind of the price
   * @param usd CPM in USD
   */
  public static long[] of(int kind, double usd) {
    return new long[] {(long) kind * PriceBuckets.COUNT + PriceBuckets.of(usd), 1};
  }

  /** Returns the sum of two spreads. */
  public static long[] add(long[] one, long[] other) {
    return sum(one, other, 1);
  }

  /** Returns the difference of two spreads, whose counts can be negative. */
  public static long[] subtract(long[] one, long[] other) {
    return sum(one, other, -1);
  }

  private static long[] sum(long[] one, long[] other, int sign) {
    if (other.length == 0) {
      return one;
    }
    long[] sum = new long[one.length + other.length];
    int length = CountedCodes.add(one, one.length, other, other.length, sign, sum);
    return length == sum.length ? sum : Arrays.copyOf(sum, length);
  }

  /**
   * Returns a price of which a share of all prices of a kind is not higher (nearest rank), with a
   * relative error of at most {@link PriceBuckets#ERROR}; null if there are no prices.
   *
   * @param share 0 for the lowest price, 1 for the highest
   */
  public static Double quantile(long[] spread, int kind, double share) {
    long total = 0;
    for (int i = 0; i < spread.length; i += 2) {
      total += isOf(kind, spread[i]) ? spread[i + 1] : 0;
    }
    long rank = Math.max(1, (long) Math.ceil(share * total));
    for (int i = 0; i < spread.length; i += 2) {
      if (isOf(kind, spread[i])) {
        rank -= spread[i + 1];
        if (rank <= 0) {
          return PriceBuckets.price((int) (spread[i] % PriceBuckets.COUNT));
        }
      }
    }
    return null;
  }

  private static boolean isOf(int kind, long code) {
    return code / PriceBuckets.COUNT == kind;
  }
}
