package io.bidlake.generator.market;

import io.bidlake.generator.pool.Dice;

/** Kinds of placements by price level. Medians are CPM in USD. */
@SuppressWarnings("ImmutableEnumChecker") // Arrays are mutable, but never changed.
public enum Media {
  DISPLAY(0.45, 1.1),
  NATIVE(0.60, 1.5),
  VIDEO(4.0, 8.5),
  TV(11.0, 21.0),
  AUDIO(3.0, 6.0),
  OUT_OF_HOME(2.5, 5.5);

  private static final int SAMPLES = 1024;
  private static final double SPREAD = 0.6;

  private final double[] floors;
  private final double[] values;

  Media(double medianFloor, double medianValue) {
    Dice dice = new Dice(name().hashCode());
    this.floors = logNormal(medianFloor, dice);
    this.values = logNormal(medianValue, dice);
  }

  /** Returns a random floor, CPM in USD. */
  public double floor(Dice dice) {
    return floors[dice.below(SAMPLES)];
  }

  /** Returns a random value of an impression for an average buyer, CPM in USD. */
  public double value(Dice dice) {
    return values[dice.below(SAMPLES)];
  }

  /** Draws the samples once, so that an event costs one lookup instead of two logarithms. */
  private static double[] logNormal(double median, Dice dice) {
    double[] samples = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      samples[i] = median * StrictMath.exp(SPREAD * dice.normal());
    }
    return samples;
  }
}
