package io.bidlake.tables;

import io.bidlake.model.Topic;
import java.math.BigDecimal;
import java.math.MathContext;

/** The counts and sums of one window and key: the source of a row of a windowed table. */
public interface WindowTotals {

  /** Decimal digits between a CPM and the price of one impression. */
  int CPM_DIGITS = 3;

  /** Start of the window in epoch milliseconds, inclusive. */
  long start();

  /** End of the window in epoch milliseconds, exclusive. */
  long end();

  /** Key of the row; {@link WindowKey#parts} if the table has several key columns. */
  String key();

  /** Prices by bucket, as in {@link Spread}. */
  long[] spread();

  /** References to users, as in {@link Users}. */
  long[] users();

  /** Number of events that were counted under this kind; 0 if there are none. */
  long count(int kind);

  /** Sum of the prices, CPM in USD. */
  BigDecimal amount();

  /** Number of events of a topic. */
  default long count(Topic<?> topic) {
    return count(topic.code());
  }

  /** Total cost of the events, in USD. */
  default double revenue() {
    return amount().movePointLeft(CPM_DIGITS).doubleValue();
  }

  /** Mean price of the events of a kind, CPM in USD. */
  default double meanPrice(int kind) {
    return amount().divide(BigDecimal.valueOf(count(kind)), MathContext.DECIMAL128).doubleValue();
  }

  /** Number of events of one topic divided by that of another; null when the divisor is 0. */
  default Double rate(Topic<?> part, Topic<?> whole) {
    return rate(part.code(), whole.code());
  }

  /** The key column with this number, from 0, not counting the start of the window. */
  default String key(int column) {
    return WindowKey.parts(key()).get(column);
  }

  /** Number of events of one kind divided by that of another; null when the divisor is 0. */
  default Double rate(int part, int whole) {
    long divisor = count(whole);
    return divisor == 0 ? null : Double.valueOf((double) count(part) / divisor);
  }

  /** Sum of the prices divided by the number of a kind, CPM in USD; null when that is 0. */
  default Double meanOrNull(int kind) {
    return count(kind) == 0 ? null : Double.valueOf(meanPrice(kind));
  }

  /**
   * A price of which a share of all prices of a kind is not higher; null if there is none.
   *
   * @param share 0 for the lowest price, 1 for the highest
   */
  default Double quantile(int kind, double share) {
    return Spread.quantile(spread(), kind, share);
  }

  /** The users as a sketch. */
  default ThetaSketch sketch() {
    return ThetaSketch.of(users());
  }
}
