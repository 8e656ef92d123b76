package io.bidlake.tables;

import io.bidlake.model.Topic;
import java.math.BigDecimal;
import java.math.MathContext;

/** What a window has counted and summed for a key, of which a row is made. */
public interface WindowTotals {

  /** A price is for a thousand impressions. */
  int CPM_DIGITS = 3;

  /** Begin of the window, in epoch milliseconds. */
  long start();

  /** End of the window, in epoch milliseconds, exclusive. */
  long end();

  String key();

  /** Events that were counted under this number; 0 where none was. */
  long count(int kind);

  /** Sum of prices, CPM in USD. */
  BigDecimal amount();

  /** Events of a topic. */
  default long count(Topic<?> topic) {
    return count(topic.code());
  }

  /** What the events cost together, in USD. */
  default double revenue() {
    return amount().movePointLeft(CPM_DIGITS).doubleValue();
  }

  /** Mean price of the events of a kind, CPM in USD. */
  default double meanPrice(int kind) {
    return amount().divide(BigDecimal.valueOf(count(kind)), MathContext.DECIMAL128).doubleValue();
  }

  /** Events of a topic for each of another; null when there is none to divide by. */
  default Double rate(Topic<?> part, Topic<?> whole) {
    long divisor = count(whole);
    return divisor == 0 ? null : Double.valueOf((double) count(part) / divisor);
  }
}
