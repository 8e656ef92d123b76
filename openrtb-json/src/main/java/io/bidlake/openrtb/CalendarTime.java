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
    if (!shaped) {
      return OptionalLong.empty();
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              digits(text, 0, 4),
              digits(text, 5, 7),
              digits(text, 8, 10),
              digits(text, 11, 13),
              digits(text, 14, 16),
              second,
              nano);
      return OptionalLong.of(local.toInstant(offset(text.substring(end))).toEpochMilli());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  /** Parses {@code 01/Mar/2026:12:34:56 +0100}. */
  static OptionalLong ofLog(String text) {
    boolean shaped =
        text.length() == LOG_LENGTH
            && is(text, 2, '/')
            && is(text, 6, '/')
            && is(text, 11, ':')
            && is(text, 14, ':')
            && is(text, 17, ':')
            && is(text, 20, ' ');
    if (!shaped) {
      return OptionalLong.empty();
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              digits(text, 7, 11),
              MONTHS.indexOf(text.substring(3, 6)) + 1,
              digits(text, 0, 2),
              digits(text, 12, 14),
              digits(text, 15, 17),
              digits(text, 18, 20));
      return OptionalLong.of(local.toInstant(offset(text.substring(21))).toEpochMilli());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  /** Parses an offset from UTC such as {@code Z}, {@code +01}, {@code +0100} or {@code +01:00}. */
  private static ZoneOffset offset(String offset) {
    if (offset.length() == 2 || offset.length() > "+01:00".length()) {
      throw new DateTimeException("one digit, or seconds");
    }
    return offset.isEmpty() ? ZoneOffset.UTC : ZoneOffset.of(offset);
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
