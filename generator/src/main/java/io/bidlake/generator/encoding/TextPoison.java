package io.bidlake.generator.encoding;

import io.bidlake.generator.pool.Dice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Kinds of undecodable texts, for JSON and notice lines. Each becomes a dead letter, whatever the
 * random numbers are.
 */
public enum TextPoison {
  /** An empty value. */
  EMPTY_VALUE,
  /** A null value, which a compacted topic treats as a tombstone. */
  NULL_VALUE,
  /** An HTML error page of a proxy. */
  HTML_PAGE,
  /** Truncated JSON, or a URL without parameters. */
  CUT_OFF,
  /** A byte that is invalid in UTF-8. */
  NOT_UTF8,
  /** JSON or a URL that is not an event. */
  UNKNOWN_EVENT,
  /** No value for the time in JSON, or for the request id in a URL. */
  NO_VALUE,
  /** An invalid time, or a macro that was not replaced. */
  UNREADABLE_VALUE;

  /** The kinds that exist in a file, where an empty line is not a message. */
  static final List<TextPoison> IN_LINES =
      Arrays.stream(values()).filter(kind -> kind != EMPTY_VALUE && kind != NULL_VALUE).toList();

  static final List<TextPoison> IN_RECORDS = List.of(values());

  private static final byte[] PAGE = bytes("<html><h1>503 Service Unavailable</h1></html>");
  private static final byte[] OTHER = bytes("{\"heartbeat\":1}");

  static TextPoison pick(List<TextPoison> kinds, Dice dice) {
    return kinds.get(dice.below(kinds.size()));
  }

  /** Returns an undecodable text that is made from an event, which stays unchanged. */
  byte[] spoil(byte[] event, Dice dice) {
    boolean isJson = event[0] == '{';
    int place = isJson ? dice.between(1, event.length - 1) : indexOf('?', event);
    return switch (this) {
      case EMPTY_VALUE -> new byte[0];
      case NULL_VALUE -> null;
      case HTML_PAGE -> PAGE.clone();
      case CUT_OFF -> Arrays.copyOf(event, place);
      case NOT_UTF8 -> replaced(event, place, place, new byte[] {(byte) 0xff});
      case UNKNOWN_EVENT ->
          isJson ? OTHER.clone() : replaced(event, place, place, bytes("/unknown"));
      case NO_VALUE -> withFirstValue(event, isJson, "");
      case UNREADABLE_VALUE -> withFirstValue(event, isJson, isJson ? "\"soon\"" : "${AUCTION_ID}");
    };
  }

  private static byte[] withFirstValue(byte[] event, boolean isJson, String value) {
    int from = indexOf(isJson ? ':' : '=', event) + 1;
    return replaced(event, from, indexOf(isJson ? ',' : '&', event), bytes(value));
  }

  private static byte[] replaced(byte[] event, int from, int to, byte[] by) {
    byte[] copy = new byte[from + by.length + event.length - to];
    System.arraycopy(event, 0, copy, 0, from);
    System.arraycopy(by, 0, copy, from, by.length);
    System.arraycopy(event, to, copy, from + by.length, event.length - to);
    return copy;
  }

  private static int indexOf(char wanted, byte[] event) {
    int i = 0;
    while (event[i] != wanted) {
      i++;
    }
    return i;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
