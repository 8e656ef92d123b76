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

  String key();

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
    long divisor = count(whole);
    return divisor == 0 ? null : Double.valueOf((double) count(part) / divisor);
  }
}
