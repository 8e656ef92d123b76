package io.bidlake.openrtb.json;

import io.bidlake.openrtb.Content;

/** JSON values without a delimiter at their end: numbers, true, false and null. */
final class Words {

  private Words() {}

  static boolean isNumber(byte first) {
    return first == '-' || (first >= '0' && first <= '9');
  }

  /** Returns where the value that starts at {@code at} ends, at most {@code to}. */
  static int end(byte[] bytes, int at, int to) {
    if (isNumber(bytes[at])) {
      return endOfNumber(bytes, at, to);
    }
    int end = at + 1;
    while (end < to && isOfWord(bytes[end])) {
      end++;
    }
    return end;
  }

  private static int endOfNumber(byte[] bytes, int at, int to) {
    int end = endOfDigits(bytes, at + 1, to);
    if (isOneOf(".", bytes, end, to)) {
      end = endOfDigits(bytes, end + 1, to);
    }
    if (isOneOf("eE", bytes, end, to)) {
      end = endOfDigits(bytes, isOneOf("+-", bytes, end + 1, to) ? end + 2 : end + 1, to);
    }
    return end;
  }

  private static int endOfDigits(byte[] bytes, int at, int to) {
    int end = at;
    while (isOneOf("0123456789", bytes, end, to)) {
      end++;
    }
    return end;
  }

  private static boolean isOneOf(String letters, byte[] bytes, int at, int to) {
    return at < to && letters.indexOf(bytes[at]) >= 0;
  }

  private static boolean isOfWord(byte letter) {
    return "{}[]\",:".indexOf(letter) < 0 && !Content.isBlank(letter);
  }
}
