package io.bidlake.domain.enrichment;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Bounds the time that is spent on something to a share of the elapsed time. What is not spent is
 * saved, up to a limit, which is also there at the start. Not thread-safe.
 */
final class TimeShare {

  private final double share;
  private final double most;
  private final LongSupplier nanoTime;
  private double left;
  private long countedUntil;

  /**
   * @param share of the elapsed time, 0 to 1
   * @param most time that can be saved
   * @param nanoTime a clock like that of the system
   */
  TimeShare(double share, Duration most, LongSupplier nanoTime) {
    this.share = share;
    this.most = most.toNanos();
    this.nanoTime = nanoTime;
    this.left = this.most;
    this.countedUntil = nanoTime.getAsLong();
  }

  /** Returns whether there is time left. */
  boolean isLeft() {
    if (left <= 0) {
      earn(nanoTime.getAsLong());
    }
    return left > 0;
  }

  /** Runs something and counts its time. */
  <T> T spend(Supplier<T> work) {
    long start = nanoTime.getAsLong();
    earn(start);
    try {
      return work.get();
    } finally {
      left -= nanoTime.getAsLong() - start;
    }
  }

  private void earn(long now) {
    left = Math.min(most, left + (now - countedUntil) * share);
    countedUntil = now;
  }
}
