package io.bidlake.verify.text;

import java.util.Arrays;

/** White space between JSON values and around lines. */
public final class Whitespace {

  private Whitespace() {}

  static boolean is(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /** The first position at or after {@code from} without white space. */
  static int skip(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && is(bytes[at])) {
      at++;
    }
    return at;
  }

  /** A range of the bytes, without white space around it. */
  public static byte[] trimmed(byte[] bytes, int from, int to) {
    int start = skip(bytes, from, to);
    int end = to;
    while (end > start && is(bytes[end - 1])) {
      end--;
    }
    return Arrays.copyOfRange(bytes, start, end);
  }
}
