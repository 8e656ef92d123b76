package io.bidlake.generator;

import java.time.InstantSource;
import java.util.function.LongConsumer;

/**
 * Holds messages back until the wall clock has come to them. The clock is compared with the
 * schedule, never with the message before, so that nothing drifts: who falls behind catches up.
 */
final class Pace {

  private static final long LONGEST_PAUSE = 1_000;

  private final InstantSource clock;
  private final LongConsumer pause;
  private final long ahead;
  private long now;

  private Pace(InstantSource clock, LongConsumer pause, long ahead) {
    this.clock = clock;
    this.pause = pause;
    this.ahead = ahead;
  }

  /**
   * Real time from a point of the schedule on; what lies before it is due at once.
   *
   * @param realTime where in event time the present is; ms since 1970
   * @param pause waits for so many milliseconds, or less
   */
  static Pace realTime(InstantSource clock, LongConsumer pause, long realTime) {
    return new Pace(clock, pause, realTime - clock.millis());
  }

  /** Everything is due at once. */
  static Pace fullSpeed(InstantSource clock) {
    return new Pace(clock, millis -> {}, Long.MAX_VALUE / 2);
  }

  /** Waits until a message is due, or a little; says whether it is due. */
  boolean isDueAfterPause(long sendAt) {
    if (sendAt <= now) {
      return true;
    }
    now = clock.millis() + ahead;
    if (sendAt > now) {
      pause.accept(Math.min(sendAt - now, LONGEST_PAUSE));
      now = clock.millis() + ahead;
    }
    return sendAt <= now;
  }
}
