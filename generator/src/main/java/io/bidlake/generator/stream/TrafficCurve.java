package io.bidlake.generator.stream;

/**
 * The daily curve of traffic (UTC): maximum at 20:00, minimum at about 04:00. Its mean over a day
 * is 1.
 */
final class TrafficCurve {

  private static final double DAY = 86_400_000;
  private static final double FULL_CIRCLE = 6.283185307179586;
  private static final double SWING = 0.45;
  private static final double PEAK = 18 * 3_600_000.0;
  private static final double SECOND_SWING = 0.15;
  private static final double SECOND_PEAK = 9 * 3_600_000.0;

  private TrafficCurve() {}

  /** Returns the integral of the intensity from 1970 to a time, both in epoch milliseconds. */
  static double total(double time) {
    double radius = DAY / FULL_CIRCLE;
    return time
        + SWING * radius * StrictMath.sin(angle(time - PEAK))
        + SECOND_SWING * radius / 2 * StrictMath.sin(2 * angle(time - SECOND_PEAK));
  }

  private static double angle(double time) {
    return FULL_CIRCLE * (time % DAY) / DAY;
  }
}
