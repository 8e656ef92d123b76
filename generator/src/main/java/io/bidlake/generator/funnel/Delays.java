package io.bidlake.generator.funnel;

import io.bidlake.generator.pool.Dice;

/**
 * Delays between an event and the next one of the funnel, in milliseconds. They stay within the
 * bounds of the jobs: 5 s from request to response, 10 s from there to the impression, 60 s from
 * there to the click.
 */
final class Delays {

  private static final int LONGEST_RESPONSE = 4_900;
  private static final int LONGEST_IMPRESSION = 9_800;
  private static final int LONGEST_CLICK = 59_000;

  private Delays() {}

  /** Returns the delay of a response that arrives within {@code tmax}. */
  static int response(int tmax, Dice dice) {
    return Math.min(tmax - 1, 15 + (int) dice.exponential(45));
  }

  /** Returns the delay of a response that arrives after {@code tmax}. */
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
