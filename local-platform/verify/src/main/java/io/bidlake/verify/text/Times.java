package io.bidlake.verify.text;

import static java.time.temporal.ChronoField.NANO_OF_SECOND;
import static java.time.temporal.ChronoField.OFFSET_SECONDS;
import static java.time.temporal.ChronoField.YEAR;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses times of senders, in whole milliseconds. */
public final class Times {

  private static final Pattern DIGITS = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");

  private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]*+)\\]");

  /** A date and a time with optional seconds, decimals and offset. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .appendValue(YEAR, 4)
          .appendPattern("-MM-dd'T'HH:mm")
          .optionalStart()
          .appendPattern(":ss")
          .optionalStart()
          .appendFraction(NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH:mm", "Z")
          .optionalEnd()
          .parseDefaulting(OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** The time in an access log, such as {@code 01/Mar/2026:12:00:00 +0000}. */
  private static final DateTimeFormatter LOG =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("dd/MMM/")
          .appendValue(YEAR, 4)
          .appendPattern(":HH:mm:ss ")
          .appendOffset("+HHMM", "+0000")
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

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
      time = parsed(LOG, inside).or(() -> ofIso(inside.trim()));
    }
    return time;
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
    // There may be a space before the time, and no colon in the offset.
    String iso =
        text.replaceFirst("^([0-9-]{10}) ", "$1T").replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
    return parsed(ISO, iso);
  }

  private static Optional<Instant> parsed(DateTimeFormatter format, String text) {
    try {
      return Optional.of(
          format.parse(text, OffsetDateTime::from).toInstant().truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
