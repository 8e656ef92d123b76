package io.bidlake.openrtb;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalLong;

/**
 * Parses event times as senders and servers write them, to epoch milliseconds rounded down. Nothing
 * is guessed: a text in any other form is not a time.
 */
public final class EventTime {

  /** The keys of a document's event time; the first one that is set counts. */
  public static final List<String> KEYS =
      List.of(
          "timestamp",
          "ts",
          "time",
          "@timestamp",
          "event_time",
          "event_timestamp",
          "datetime",
          "received_at");

  private static final long SMALLEST_MILLISECONDS = 100_000_000_000L;

  private EventTime() {}

  /**
   * Parses digits with an optional fraction as a number, and all else as ISO 8601: a date, {@code
   * T} or a blank, hours and minutes, then optional seconds, fraction and offset from UTC.
   */
  public static OptionalLong ofText(String text) {
    String time = text.trim();
    int end = NumberText.skipDigits(time, 0);
    if (end > 0 && end < time.length() - 1 && time.charAt(end) == '.') {
      end = NumberText.skipDigits(time, end + 1);
    }
    return end == time.length() ? ofNumber(time) : CalendarTime.ofIso(time);
  }

  /**
   * Converts a number, whose size determines its unit: below 1e11 seconds, below 1e14 milliseconds,
   * below 1e17 microseconds, below 1e20 nanoseconds.
   */
  public static OptionalLong ofNumber(String number) {
    if (!NumberText.isNumber(number)) {
      return OptionalLong.empty();
    }
    if (number.length() <= 14 && NumberText.skipDigits(number, 0) == number.length()) {
      return OptionalLong.of(ofWhole(Long.parseLong(number)));
    }
    try {
      return bySize(new BigDecimal(number));
    } catch (NumberFormatException e) {
      return OptionalLong.empty(); // An exponent beyond 32 bits.
    }
  }

  /**
   * Converts an integer of at most 14 digits, as {@link #ofNumber} does.
   *
   * @param number 0 or positive
   */
  public static long ofWhole(long number) {
    return number < SMALLEST_MILLISECONDS ? number * 1_000 : number;
  }

  private static OptionalLong bySize(BigDecimal time) {
    long digits = (long) time.precision() - time.scale();
    if (time.signum() < 0 || (time.signum() > 0 && digits > 20)) {
      return OptionalLong.empty();
    }
    if (time.signum() == 0 || digits < -2) {
      return OptionalLong.of(0); // Rounding a number with a huge exponent would use all memory.
    }
    int toMilliseconds = digits <= 11 ? 3 : digits <= 14 ? 0 : digits <= 17 ? -3 : -6;
    return OptionalLong.of(
        time.scaleByPowerOfTen(toMilliseconds).setScale(0, RoundingMode.FLOOR).longValueExact());
  }

  /**
   * Parses the first time in brackets in a line, as access logs write it, such as {@code
   * [01/Mar/2026:12:34:56 +0100]}, or as ISO 8601.
   */
  public static OptionalLong ofAccessLog(String line) {
    OptionalLong time = OptionalLong.empty();
    int open = -1;
    for (int i = 0; i < line.length() && time.isEmpty(); i++) {
      if (line.charAt(i) == '[') {
        open = i;
      } else if (line.charAt(i) == ']' && open >= 0) {
        String text = line.substring(open + 1, i);
        time = CalendarTime.ofLog(text);
        time = time.isPresent() ? time : CalendarTime.ofIso(text.trim());
        open = -1;
      }
    }
    return time;
  }
}
