package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/** One JSON object that is being read: its bytes, the path to the place in it, what was found. */
final class Reading {

  private static final int DEEPEST_RECORD = 32;
  private static final int LONGEST_SHOWN = 100;

  final JsonInput json = new JsonInput();
  private final Set<String> leftOut;

  private Found found;
  private boolean repeatedKeys;
  private boolean given;
  private boolean empty;
  private boolean inExt;

  /** Names, and null for a position in an array. */
  private final String[] names = new String[DEEPEST_RECORD];

  private final int[] positions = new int[DEEPEST_RECORD];
  private int depth;

  /**
   * @param leftOut pointers, without positions, of what is not kept
   */
  Reading(Collection<String> leftOut) {
    this.leftOut = Set.copyOf(leftOut);
  }

  /**
   * Begins an object.
   *
   * @param repeated whether an object in it has a key twice
   */
  void begin(Found into, boolean repeated) {
    found = into;
    repeatedKeys = repeated;
    inExt = false;
    depth = 0;
  }

  Found found() {
    return found;
  }

  JsonParser parser() {
    return json.parser();
  }

  boolean hasRepeatedKeys() {
    return repeatedKeys;
  }

  /** The members of the object that the parser is at, by number, whose key comes again later. */
  Set<Integer> superseded() throws IOException {
    return repeatedKeys ? json.superseded() : Set.of();
  }

  /** Passes over the rest of an array whose first element the parser is at. */
  void skipArray() throws IOException {
    while (parser().currentToken() != JsonToken.END_ARRAY) {
      parser().skipChildren();
      parser().nextToken();
    }
  }

  /** Says whether the object that was read last had no member. */
  void empty(boolean isEmpty) {
    empty = isEmpty;
  }

  boolean isEmpty() {
    return empty;
  }

  boolean isTop() {
    return depth == 0;
  }

  void enter(String name) {
    names[depth++] = name;
  }

  void enter(int position) {
    positions[depth] = position;
    names[depth++] = null;
  }

  void leave() {
    depth--;
  }

  /** Says whether the place is in extensions, which are kept as a whole. */
  void inExt(boolean isInExt) {
    inExt = isInExt;
  }

  /** Says whether there was a value: none is null, an empty text and an empty array. */
  void given(boolean isGiven) {
    given = isGiven;
  }

  /** Whether the value that was read last was one, if perhaps not readable. */
  boolean isGiven() {
    return given;
  }

  /** Passes over a value that the place it stands in does not take, and keeps it. */
  void unreadable(String counter) throws IOException {
    given = true;
    int from = json.tokenStart();
    unreadable(counter, from, json.skip());
  }

  void unreadable(String counter, int from, int to) throws IOException {
    given = true;
    found.count(counter);
    keep(from, to);
  }

  /** Passes over a value that has no place in the record, and keeps it. */
  void keepUnknown() throws IOException {
    if (parser().currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    int from = json.tokenStart();
    keep(from, json.skip());
  }

  /** Keeps what stands at the path in place of what was kept of it since there was so much. */
  void keepWhole(int keptBefore, int from, int to) throws IOException {
    found.forgetKept(keptBefore);
    keep(from, to);
  }

  private void keep(int from, int to) throws IOException {
    if (!inExt && !isLeftOut() && !found.keep(pointer(), json.source(from, to)) && !repeatedKeys) {
      throw new RepeatedKeyException();
    }
  }

  private boolean isLeftOut() {
    if (leftOut.isEmpty()) {
      return false;
    }
    StringBuilder pointer = new StringBuilder();
    boolean isOut = leftOut.contains("/");
    for (int i = 0; i < depth && !isOut; i++) {
      if (names[i] != null) {
        pointer.append('/').append(escaped(names[i]));
        isOut = leftOut.contains(pointer.toString());
      }
    }
    return isOut;
  }

  private String pointer() {
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      pointer.append('/');
      if (names[i] == null) {
        pointer.append(positions[i]);
      } else {
        pointer.append(escaped(names[i]));
      }
    }
    return pointer.toString();
  }

  private static String escaped(String name) {
    return name.indexOf('~') < 0 && name.indexOf('/') < 0
        ? name
        : name.replace("~", "~0").replace("/", "~1");
  }

  /** Passes over a value without which the document cannot be taken. */
  void invalid(String what, String expected) throws IOException {
    int from = json.tokenStart();
    invalid(what, expected, from, json.skip());
  }

  void invalid(String what, String expected, int from, int to) {
    given = true;
    int shown = Math.min(to, from + LONGEST_SHOWN);
    String value = json.source(from, shown) + (shown < to ? "..." : "");
    found.fault(Reason.INVALID_FIELD, "%s must be %s, was %s".formatted(what, expected, value));
  }
}
