package io.bidlake.openrtb;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Parses decimal numbers, written as JSON numbers or as text. A text can also have a plus sign, a
 * point without digits on one side, leading zeros, and surrounding blanks.
 */
public final class NumberText {

  /** Longest text in characters, so that parsing takes bounded time. */
  static final int LONGEST = 1_000;

  private NumberText() {}

  /** The number; empty if the text is not a finite number. */
  public static OptionalDouble ofDouble(String text) {
    String number = text.trim();
    return isNumber(number) ? finite(Double.parseDouble(number)) : OptionalDouble.empty();
  }

  /** A millionth of the number, correctly rounded; empty if the text is not a finite number. */
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

  /** The number if it is an integer of 32 bits, also written as {@code 2.0} or {@code 2e0}. */
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

  /** Whether a text is decimal; unlike Java, no hexadecimal, suffix or {@code NaN}. */
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

  /** Where the ASCII digits that start at {@code at} end. */
  static int skipDigits(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
