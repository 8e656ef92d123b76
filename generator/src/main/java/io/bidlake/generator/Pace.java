package io.bidlake.generator;

import java.time.InstantSource;
import java.util.function.LongConsumer;

/**
 * Delays messages until the wall clock reaches their time. The clock is compared with the schedule
 * and not with the previous message, so the pace does not drift: a generator that falls behind
 * catches up.
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
   * Returns a pace that runs in real time from a point of the schedule on; earlier messages are due
   * immediately.
   *
   * @param realTime event time that corresponds to now, in epoch milliseconds
   * @param pause waits for at most this number of milliseconds
   */
  static Pace realTime(InstantSource clock, LongConsumer pause, long realTime) {
    return new Pace(clock, pause, realTime - clock.millis());
  }

  /** Returns a pace at which all messages are due immediately. */
  static Pace fullSpeed(InstantSource clock) {
    return new Pace(clock, millis -> {}, Long.MAX_VALUE / 2);
  }

  /** Waits until a message is due, but at most one second; returns whether it is due. */
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
