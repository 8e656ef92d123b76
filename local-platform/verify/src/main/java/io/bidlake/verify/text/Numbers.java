package io.bidlake.verify.text;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Numbers as senders write them. */
public final class Numbers {

  static final int LONGEST = 1_000;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private Numbers() {}

  static boolean isNumber(String text) {
    return text.length() <= LONGEST && NUMBER.matcher(text).matches();
  }

  /** A whole number of 32 bits; nothing if the text is none. */
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

  /** A finite number; nothing if the text is none. */
  public static OptionalDouble decimal(String text) {
    String number = text.trim();
    return isNumber(number) ? finite(Double.parseDouble(number)) : OptionalDouble.empty();
  }

  /** A finite number that is given in millionths. */
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
