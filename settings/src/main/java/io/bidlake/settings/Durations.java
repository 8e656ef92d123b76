package io.bidlake.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and formats durations such as {@code 30s}, in whole milliseconds. */
public final class Durations {

  /** About a hundred years: it fits into a long in nanoseconds and can be added to any date. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|d)");

  private Durations() {}

  public static Duration parsePositive(String text) {
    return parse(text, Duration.ofMillis(1), "a duration of at least 1ms, such as 30s, 5m or 1h");
  }

  static Duration parseNotNegative(String text) {
    return parse(text, Duration.ZERO, "a duration such as 0s, 500ms, 30s, 5m or 1h");
  }

  private static Duration parse(String text, Duration shortest, String expectation) {
    Duration duration = parse(text);
    if (duration.compareTo(shortest) < 0) {
      throw new IllegalArgumentException(expectation);
    }
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("at most %dd".formatted(LONGEST.toDays()));
    }
    return duration;
  }

  private static Duration parse(String text) {
    Matcher matcher = SHORT.matcher(text.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        case "h" -> Duration.ofHours(count);
        case "d" -> Duration.ofDays(count);
        default -> Duration.ofMinutes(count);
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("a duration such as 500ms, 30s, 5m, 1h or PT30S", e);
    }
  }

  static String format(Duration duration) {
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    if (duration.toSecondsPart() != 0) {
      return duration.toSeconds() + "s";
    }
    return duration.toMinutesPart() != 0 ? duration.toMinutes() + "m" : duration.toHours() + "h";
  }
}
