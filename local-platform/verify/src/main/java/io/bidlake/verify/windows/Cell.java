package io.bidlake.verify.windows;

import io.bidlake.verify.compare.ExactSum;

/** What is counted for one row of a table of windows, and how often the table has the row. */
final class Cell {

  private final long[] counts = new long[4];
  private final ExactSum usd = new ExactSum();
  private boolean inFlight;
  private boolean expected;
  private int rows;

  void count(int level, long more) {
    counts[level] += more;
    expected = true;
  }

  long count(int level) {
    return counts[level];
  }

  void pay(double amount) {
    usd.add(amount);
  }

  double usd() {
    return usd.value();
  }

  /** Records after the mark may change the row. */
  void touch() {
    inFlight = true;
  }

  boolean isInFlight() {
    return inFlight;
  }

  /** Whether anything was counted at all. */
  boolean isExpected() {
    return expected;
  }

  /** Notes that the table has the row, and says how often by now. */
  int foundAgain() {
    return ++rows;
  }

  boolean wasFound() {
    return rows > 0;
  }
}
