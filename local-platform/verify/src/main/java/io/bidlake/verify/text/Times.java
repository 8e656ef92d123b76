package io.bidlake.verify.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses times of senders, in whole milliseconds. */
public final class Times {

  private static final Pattern DIGITS = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");

  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})-(\\d{2})-(\\d{2})[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?"
              + "(?:Z|([+-]\\d{2})(?::?(\\d{2}))?)?");

  private static final Pattern LOG =
      Pattern.compile(
          "(\\d{2})/([A-Za-z]{3})/(\\d{4}):(\\d{2}):(\\d{2}):(\\d{2}) ([+-]\\d{2})(\\d{2})");

  private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]*+)\\]");

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /**
   * A number from here on is not a time. Below the other bounds it is a time in the next coarser
   * unit: below {@link #MILLIS} in seconds.
   */
  private static final BigDecimal NO_TIME = new BigDecimal("1e20");

  private static final BigDecimal NANOS = new BigDecimal("1e17");
  private static final BigDecimal MICROS = new BigDecimal("1e14");
  private static final BigDecimal MILLIS = new BigDecimal("1e11");

  private Times() {}

  /** The time of a JSON number or string; empty if it is not a time. */
  public static Optional<Instant> of(Json json) {
    if (json instanceof Json.Text text) {
      return of(text.value());
    }
    return json instanceof Json.Literal literal && literal.isNumber()
        ? ofNumber(literal.source())
        : Optional.empty();
  }

  /** The time of a number, or of a date with a time of day; empty if the text is neither. */
  public static Optional<Instant> of(String text) {
    String time = text.trim();
    if (time.length() > Numbers.LONGEST) {
      return Optional.empty();
    }
    return DIGITS.matcher(time).matches() ? ofNumber(time) : ofIso(time);
  }

  /** The time of a number without sign and exponent; empty if the text is not one. */
  public static Optional<Instant> ofDigits(String text) {
    return DIGITS.matcher(text.trim()).matches() ? of(text) : Optional.empty();
  }

  /** The first time in brackets, as in access logs; empty if there is none. */
  public static Optional<Instant> inLog(String text) {
    Matcher brackets = BRACKETS.matcher(text);
    Optional<Instant> time = Optional.empty();
    while (time.isEmpty() && brackets.find()) {
      String inside = brackets.group(1);
      Matcher log = LOG.matcher(inside);
      time = log.matches() ? ofLog(log) : ofIso(inside.trim());
    }
    return time;
  }

  private static Optional<Instant> ofLog(Matcher found) {
    int month = MONTHS.indexOf(found.group(2).toLowerCase(Locale.ROOT)) + 1;
    int[] fields = {
      number(found.group(3)),
      month,
      number(found.group(1)),
      number(found.group(4)),
      number(found.group(5)),
      number(found.group(6))
    };
    return instant(fields, 0, found.group(7), found.group(8));
  }

  private static Optional<Instant> ofNumber(String text) {
    if (!Numbers.isNumber(text)) {
      return Optional.empty();
    }
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    if (number.signum() < 0 || number.compareTo(NO_TIME) >= 0) {
      return Optional.empty();
    }
    // Less than a millisecond in any unit; such a number may have a billion decimals.
    if (number.compareTo(new BigDecimal("1e-9")) < 0) {
      return Optional.of(Instant.EPOCH);
    }
    int toMillis =
        number.compareTo(MILLIS) < 0
            ? 3
            : number.compareTo(MICROS) < 0 ? 0 : number.compareTo(NANOS) < 0 ? -3 : -6;
    BigDecimal millis = number.movePointRight(toMillis).setScale(0, RoundingMode.FLOOR);
    return Optional.of(Instant.ofEpochMilli(millis.longValueExact()));
  }

  private static Optional<Instant> ofIso(String text) {
    Matcher iso = ISO.matcher(text);
    if (!iso.matches()) {
      return Optional.empty();
    }
    int[] fields = new int[6];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = iso.group(i + 1) == null ? 0 : number(iso.group(i + 1));
    }
    String fraction = iso.group(7) == null ? "" : iso.group(7);
    int nanos = number((fraction + "000000000").substring(0, 9));
    return instant(fields, nanos, iso.group(8), iso.group(9));
  }

  private static Optional<Instant> instant(
      int[] fields, int nanos, String offsetHours, String offsetMinutes) {
    try {
      int sign = offsetHours != null && offsetHours.startsWith("-") ? -1 : 1;
      ZoneOffset offset =
          ZoneOffset.ofHoursMinutes(
              offsetHours == null ? 0 : sign * number(offsetHours.substring(1)),
              offsetMinutes == null ? 0 : sign * number(offsetMinutes));
      return Optional.of(
          LocalDateTime.of(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], nanos)
              .toInstant(offset)
              .truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }
}
