package io.bidlake.local.platform;

import java.time.Duration;

/** The backoff before a service is restarted: none at first, then from 1 s doubling up to 30 s. */
final class RestartPause {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration HEALTHY = Duration.ofSeconds(30);

  private Duration next = Duration.ZERO;

  /** The pause after a process that lived this long. A lifetime over 30 s resets the backoff. */
  synchronized Duration before(Duration lived) {
    Duration pause = lived.compareTo(HEALTHY) > 0 ? Duration.ZERO : next;
    next = pause.isZero() ? FIRST : shorter(pause.multipliedBy(2), LONGEST);
    return pause;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
