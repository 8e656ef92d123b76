package io.bidlake.verify.text;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Parses numbers of senders. */
public final class Numbers {

  static final int LONGEST = 1_000;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private Numbers() {}

  static boolean isNumber(String text) {
    return text.length() <= LONGEST && NUMBER.matcher(text).matches();
  }

  /** A 32-bit integer; empty if the text is not one. */
  public static OptionalInt whole(String text) {
    String number = text.trim();
    if (!isNumber(number)) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(new BigDecimal(number).intValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** A finite number; empty if the text is not one. */
  public static OptionalDouble decimal(String text) {
    String number = text.trim();
    return isNumber(number) ? finite(Double.parseDouble(number)) : OptionalDouble.empty();
  }

  /** A finite number that is given in millionths; empty if the text is not a number. */
  public static OptionalDouble millionths(String text) {
    String number = text.trim();
    if (!isNumber(number)) {
      return OptionalDouble.empty();
    }
    try {
      return finite(new BigDecimal(number).scaleByPowerOfTen(-6).doubleValue());
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble finite(double number) {
    return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }
}
