package io.bidlake.local.platform;

import java.time.Duration;

/** How long to wait before a service is started again: not at all at first, then ever longer. */
final class RestartPause {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration HEALTHY = Duration.ofSeconds(30);

  private Duration next = Duration.ZERO;

  /** The pause for a process that lived this long; a long life clears the record. */
  synchronized Duration before(Duration lived) {
    Duration pause = lived.compareTo(HEALTHY) > 0 ? Duration.ZERO : next;
    next = pause.isZero() ? FIRST : shorter(pause.multipliedBy(2), LONGEST);
    return pause;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
