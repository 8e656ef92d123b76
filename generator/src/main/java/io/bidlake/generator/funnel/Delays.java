package io.bidlake.generator.funnel;

import io.bidlake.generator.pool.Dice;

/**
 * Milliseconds between an event and what follows from it. The bounds are those that the jobs join
 * within: 5 s from request to response, 10 s to the impression, 60 s to the click.
 */
final class Delays {

  private static final int LONGEST_RESPONSE = 4_900;
  private static final int LONGEST_IMPRESSION = 9_800;
  private static final int LONGEST_CLICK = 59_000;

  private Delays() {}

  /** A response before the exchange stops waiting. */
  static int response(int tmax, Dice dice) {
    return Math.min(tmax - 1, 15 + (int) dice.exponential(45));
  }

  /** A response after the exchange stopped waiting. */
  static int overdueResponse(int tmax, Dice dice) {
    return Math.min(LONGEST_RESPONSE, tmax + 1 + (int) dice.exponential(300));
  }

  static int impression(Dice dice) {
    return Math.min(LONGEST_IMPRESSION, 60 + (int) dice.exponential(900));
  }

  static int click(Dice dice) {
    return Math.min(LONGEST_CLICK, 400 + (int) dice.exponential(8_000));
  }
}
