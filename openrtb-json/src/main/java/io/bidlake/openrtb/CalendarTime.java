package io.bidlake.openrtb;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;

/**
 * Parses dates with a time to epoch milliseconds. The parts are at fixed places: the JDK's
 * formatters accept more forms than intended.
 */
final class CalendarTime {

  private static final int LOG_LENGTH = "01/Mar/2026:12:34:56 +0100".length();

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  /** Stands for a part that is not a number; out of range for every part of a date. */
  private static final int NONE = Integer.MIN_VALUE;

  private static final int LARGEST_OFFSET = 18 * 60;

  private CalendarTime() {}

  /** Parses {@code 2026-03-01T12:34}, with optional seconds, fraction and offset from UTC. */
  static OptionalLong ofIso(String text) {
    boolean shaped =
        is(text, 4, '-')
            && is(text, 7, '-')
            && (is(text, 10, 'T') || is(text, 10, ' '))
            && is(text, 13, ':');
    int second = 0;
    int nano = 0;
    int end = 16;
    if (is(text, end, ':')) {
      second = digits(text, 17, 19);
      end = 19;
      if (is(text, end, '.')) {
        end = NumberText.skipDigits(text, 20);
        nano = nano(text, 20, end);
      }
    }
    int offset = offset(text, end);
    if (!shaped || offset == NONE) {
      return OptionalLong.empty();
    }
    try {
      return utc(
          LocalDateTime.of(
              digits(text, 0, 4),
              digits(text, 5, 7),
              digits(text, 8, 10),
              digits(text, 11, 13),
              digits(text, 14, 16),
              second,
              nano),
          offset);
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  /** Parses {@code 01/Mar/2026:12:34:56 +0100}. */
  static OptionalLong ofLog(String text) {
    boolean shaped =
        is(text, 2, '/')
            && is(text, 6, '/')
            && is(text, 11, ':')
            && is(text, 14, ':')
            && is(text, 17, ':')
            && is(text, 20, ' ');
    int offset = text.length() == LOG_LENGTH ? offset(text, 21) : NONE;
    if (!shaped || offset == NONE) {
      return OptionalLong.empty();
    }
    try {
      return utc(
          LocalDateTime.of(
              digits(text, 7, 11),
              MONTHS.indexOf(text.substring(3, 6)) + 1,
              digits(text, 0, 2),
              digits(text, 12, 14),
              digits(text, 15, 17),
              digits(text, 18, 20)),
          offset);
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong utc(LocalDateTime local, int offsetMinutes) {
    return OptionalLong.of(
        local.toInstant(ZoneOffset.UTC).toEpochMilli() - offsetMinutes * 60_000L);
  }

  /** The offset from UTC in minutes; 0 if the text has none. */
  private static int offset(String text, int start) {
    int length = text.length() - start;
    if (length == 0 || (length == 1 && is(text, start, 'Z'))) {
      return 0;
    }
    boolean colon = is(text, start + 3, ':');
    boolean hoursOnly = length == 3;
    boolean signed = is(text, start, '+') || is(text, start, '-');
    if (!signed || (!hoursOnly && length != (colon ? 6 : 5))) {
      return NONE;
    }
    int hours = digits(text, start + 1, start + 3);
    int minutes = hoursOnly ? 0 : digits(text, text.length() - 2, text.length());
    if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > LARGEST_OFFSET) {
      return NONE;
    }
    return is(text, start, '-') ? -(hours * 60 + minutes) : hours * 60 + minutes;
  }

  /** One to nine digits after a point. */
  private static int nano(String text, int start, int end) {
    int nano = end - start > 9 ? NONE : digits(text, start, end);
    for (int i = end - start; i < 9 && nano > 0; i++) {
      nano *= 10;
    }
    return nano;
  }

  private static int digits(String text, int start, int end) {
    return start < end && end <= text.length() && NumberText.skipDigits(text, start) >= end
        ? Integer.parseInt(text, start, end, 10)
        : NONE;
  }

  private static boolean is(String text, int at, char expected) {
    return at < text.length() && text.charAt(at) == expected;
  }
}
