package io.bidlake.settings;

/** Parses numbers within bounds. */
final class Numbers {

  private Numbers() {}

  static long wholeNumber(String text, long min, long max) {
    String expectation =
        max == Long.MAX_VALUE
            ? "a whole number of at least %d".formatted(min)
            : "a whole number from %d to %d".formatted(min, max);
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expectation, e);
    }
    throw new IllegalArgumentException(expectation);
  }

  static double decimal(String text, double min, double max) {
    String expectation = "a number from %s to %s".formatted(shortNumber(min), shortNumber(max));
    try {
      double value = Double.parseDouble(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expectation, e);
    }
    throw new IllegalArgumentException(expectation);
  }

  private static String shortNumber(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
