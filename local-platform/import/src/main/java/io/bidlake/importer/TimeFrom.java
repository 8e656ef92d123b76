package io.bidlake.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import io.bidlake.openrtb.EventTime;
import java.io.IOException;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Where to find the time of documents without a time in a wrapper or log line. At most one
 * component is set.
 *
 * @param field the field with the time
 * @param fixed a fixed time, in ms since 1970
 * @param fileName the format of the time in the file's name, in UTC
 */
record TimeFrom(JsonPointer field, Long fixed, DateTimeFormatter fileName) {

  /** Not set: a document without a time is rejected. */
  static final TimeFrom NOWHERE = new TimeFrom(null, null, null);

  /** A placeholder for an unknown event time; not a possible event time. */
  static final long UNKNOWN = Long.MIN_VALUE;

  static final String HELP =
      "Time of documents that have none of their own: a field (ts) or JSON pointer (/ext/ts) of"
          + " the document, a time (2026-02-03T00:00:00Z), now, or file-name:PATTERN for a time in"
          + " UTC within the file's name (file-name:yyyyMMddHH). Not set: the import stops at"
          + " such a document";

  private static final String FILE_NAME = "file-name:";
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException if it is not valid; the message says what is
   */
  static TimeFrom parse(String text, Instant now) {
    if (text.equals("now")) {
      return new TimeFrom(null, now.toEpochMilli(), null);
    }
    if (text.startsWith(FILE_NAME)) {
      return new TimeFrom(null, null, formatter(text.substring(FILE_NAME.length())));
    }
    OptionalLong time = EventTime.ofText(text);
    if (time.isPresent()) {
      return new TimeFrom(null, time.getAsLong(), null);
    }
    if (Character.isDigit(text.charAt(0))) {
      throw new IllegalArgumentException(
          "no time such as 2026-02-03T00:00:00Z; a field whose name begins with a digit is /"
              + text);
    }
    JsonPointer field =
        text.startsWith("/") ? JsonPointer.compile(text) : JsonPointer.empty().appendProperty(text);
    return new TimeFrom(field, null, null);
  }

  private static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
        .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
        .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
        .toFormatter(Locale.ROOT);
  }

  boolean isNowhere() {
    return equals(NOWHERE);
  }

  /**
   * The time of all documents of a file that have none, or {@link #UNKNOWN}.
   *
   * @throws IOException if the file's name should contain the time and does not
   */
  long ofFile(String name) throws IOException {
    if (fileName == null) {
      return fixed == null ? UNKNOWN : fixed;
    }
    for (int i = 0; i < name.length(); i++) {
      OptionalLong time = inName(name, i);
      if (time.isPresent()) {
        return time.getAsLong();
      }
    }
    throw new IOException("its name has no time as --time-from says");
  }

  private OptionalLong inName(String name, int at) {
    try {
      return OptionalLong.of(
          LocalDateTime.from(fileName.parse(name, new ParsePosition(at)))
              .toInstant(ZoneOffset.UTC)
              .toEpochMilli());
    } catch (DateTimeException | IndexOutOfBoundsException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * The time of a document in the configured field; empty if there is none.
   *
   * @param from the start of the document
   * @param to an upper bound for its end, exclusive
   */
  OptionalLong ofDocument(byte[] bytes, int from, int to) {
    if (field == null) {
      return OptionalLong.empty();
    }
    try (JsonParser parser =
        new FilteringParserDelegate(
            JSON.createParser(bytes, from, to - from),
            new JsonPointerBasedFilter(field),
            Inclusion.ONLY_INCLUDE_ALL,
            false)) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_STRING) {
        return EventTime.ofText(parser.getText());
      }
      return token != null && token.isNumeric()
          ? EventTime.ofNumber(parser.getText())
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty(); // A line that is not JSON has no fields.
    }
  }
}
