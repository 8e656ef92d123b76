package io.bidlake.openrtb;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Numbers that are written in decimal, as JSON numbers or as text. A text can also have a plus, a
 * point without digits on one side, leading zeros, and blanks around it.
 */
public final class NumberText {

  /** More digits than any number needs; what is longer would cost more than it is worth. */
  static final int LONGEST = 1_000;

  private NumberText() {}

  /** The number if it is written as one, and finite. */
  public static OptionalDouble ofDouble(String text) {
    String number = text.trim();
    return isNumber(number) ? finite(Double.parseDouble(number)) : OptionalDouble.empty();
  }

  /** A millionth of the number, exactly rounded, if it is written as one. */
  public static OptionalDouble ofMillionths(String text) {
    String number = text.trim();
    if (!isNumber(number)) {
      return OptionalDouble.empty();
    }
    try {
      return finite(new BigDecimal(number).scaleByPowerOfTen(-6).doubleValue());
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalDouble.empty(); // An exponent beyond 32 bits.
    }
  }

  /** The number if it is a whole one within 32 bits, also as {@code 2.0} or {@code 2e0}. */
  public static OptionalInt ofInt(String text) {
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

  private static OptionalDouble finite(double number) {
    return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  /** Whether a text is decimal: no hexadecimal, no suffix, no {@code NaN}, as Java takes them. */
  static boolean isNumber(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    int start = skipSign(text, 0);
    int point = skipDigits(text, start);
    boolean hasPoint = point < text.length() && text.charAt(point) == '.';
    int end = hasPoint ? skipDigits(text, point + 1) : point;
    int digits = end - start - (hasPoint ? 1 : 0);
    if (digits == 0) {
      return false;
    }
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int exponent = skipSign(text, end + 1);
      end = skipDigits(text, exponent);
      return end > exponent && end == text.length();
    }
    return end == text.length();
  }

  private static int skipSign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? at + 1 : at;
  }

  /** Where the ASCII digits from a place on end. */
  static int skipDigits(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
