package io.bidlake.tables;

/**
 * Logarithmic buckets of prices. Each bucket stands for one price, from which the prices in it
 * differ by at most {@link #ERROR}. Their number is limited, as valid prices are.
 */
public final class PriceBuckets {

  /** Maximum relative error of the price of a bucket. */
  public static final double ERROR = 0.01;

  /** Lower prices, CPM in USD, are in the bucket of the price 0. */
  public static final double LOWEST = 0.0001;

  /** Number of buckets, at least; the highest bucket is that of the highest valid price. */
  static final int COUNT = 2048;

  private static final int ZERO = 0;

  /** Number of the bucket of the price 1. */
  private static final int ONE = 500;

  private static final double GROWTH = (1 + ERROR) / (1 - ERROR);

  // Not Math, whose results may differ between machines: a price that is taken back must be in the
  // bucket in which it was counted.
  private static final double LOG_OF_GROWTH = StrictMath.log(GROWTH);

  private PriceBuckets() {}

  /**
   * Returns the bucket of a price.
   *
   * @param usd CPM in USD, at most {@link io.bidlake.model.CountingRules#HIGHEST_CPM}
   */
  public static int of(double usd) {
    return usd < LOWEST ? ZERO : ONE + (int) Math.ceil(StrictMath.log(usd) / LOG_OF_GROWTH);
  }

  /** Returns the price of a bucket, CPM in USD. */
  public static double price(int bucket) {
    return bucket == ZERO ? 0 : 2 / (1 + GROWTH) * StrictMath.pow(GROWTH, bucket - ONE);
  }
}
