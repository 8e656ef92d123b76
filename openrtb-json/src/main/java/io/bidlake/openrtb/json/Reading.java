package io.bidlake.openrtb.json;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonToken;
import io.bidlake.openrtb.json.Found.Span;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The state of reading one JSON object: its bytes, the current path, and what was found. */
final class Reading {

  private static final int DEEPEST_RECORD = 32;
  static final int LONGEST_SHOWN = 60;

  private final Set<String> leftOut;
  private final Kind usual;
  private final Map<Kind, RecordReader> readers = new EnumMap<>(Kind.class);

  private JsonInput json;
  private Found found;
  private boolean isPart;
  private boolean repeatedKeys;
  private boolean given;
  private boolean empty;
  private boolean inExt;

  /** Names of the path; null for a position in an array. */
  private final String[] names = new String[DEEPEST_RECORD];

  private final int[] positions = new int[DEEPEST_RECORD];
  private int depth;

  /**
   * @param leftOut JSON pointers, without array positions, of values that are not kept
   * @param usual the kind that an object is first read as
   */
  Reading(Collection<String> leftOut, Kind usual) {
    this.leftOut = Set.copyOf(leftOut);
    this.usual = usual;
  }

  /**
   * Goes to the start of a value; what follows it is ignored.
   *
   * @param isElement whether it is an element of an array, which is a level of nesting
   */
  JsonToken begin(byte[] source, int from, int to, boolean isElement) throws IOException {
    if (json == null || !json.restart(source, from, to, isElement)) {
      if (json != null) {
        json.close();
      }
      json = new JsonInput(source, from, to, isElement);
    }
    return json.nextToken();
  }

  /** Lets go of the value. */
  void end() throws IOException {
    if (json != null) {
      json.rest();
    }
  }

  JsonInput json() {
    return json;
  }

  /**
   * Reads the object whose start the parser is at, to its end.
   *
   * @param kind what it is read as; null for the usual kind
   */
  Found read(Kind kind) throws IOException {
    repeatedKeys = false;
    try {
      return readObject(kind);
    } catch (RepeatedKeyException e) {
      json.skipAll(); // First find out whether it is JSON at all.
      json = json.again();
      repeatedKeys = true;
      return readObject(kind);
    }
  }

  private Found readObject(Kind kind) throws IOException {
    inExt = false;
    isPart = false;
    depth = 0;
    return readInto(new Found(), kind);
  }

  /** Reads a wrapped object, whose key is at the top level of the current object. */
  Found readPart(Kind kind) throws IOException {
    Found whole = found;
    isPart = true;
    Found part = readInto(new Found(), kind);
    isPart = false;
    found = whole;
    return part;
  }

  private Found readInto(Found into, Kind kind) throws IOException {
    found = into;
    RecordReader reader = readers.computeIfAbsent(kind == null ? usual : kind, RecordReader::of);
    into.record(reader.read(this), empty);
    return into;
  }

  /** What has been found in the current object. */
  Found found() {
    return found;
  }

  /** Whether a member of the current object was kept. */
  boolean hasKept(String name) {
    return found.hasKept(pointer() + "/" + name);
  }

  /** Whether the current object is wrapped in another. */
  boolean isPart() {
    return isPart;
  }

  /** Whether some object in the document has a key twice. */
  boolean hasRepeatedKeys() {
    return repeatedKeys;
  }

  /** Skips the rest of an array whose first element the parser is at. */
  void skipArray() throws IOException {
    while (json.currentToken() != JsonToken.END_ARRAY) {
      json.skipChildren();
      json.nextToken();
    }
  }

  /** Records whether the last object had no member. */
  void empty(boolean isEmpty) {
    empty = isEmpty;
  }

  boolean isEmpty() {
    return empty;
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

  /** Records whether the current place is in extensions, which are kept as a whole. */
  void inExt(boolean isInExt) {
    inExt = isInExt;
  }

  /** Records whether there was a value; null, an empty text and an empty array are none. */
  void given(boolean isGiven) {
    given = isGiven;
  }

  /** Whether the last member had a value, readable or not. */
  boolean isGiven() {
    return given;
  }

  /** Skips a value that its field cannot hold, counts it and keeps it. */
  void unreadable() throws IOException {
    int from = json.tokenStart();
    unreadable(from, json.skip());
  }

  void unreadable(int from, int to) throws IOException {
    given = true;
    String path = Arrays.stream(names, 0, depth).filter(Objects::nonNull).collect(joining("."));
    found.count("unreadable." + path);
    keep(new Span(from, to));
  }

  /** Skips a value without a field in the record, and keeps it. */
  void keepUnknown() throws IOException {
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      int from = json.tokenStart();
      keep(new Span(from, json.skip()));
    }
  }

  /**
   * Keeps the whole value at the current path instead of the parts kept since {@code keptBefore}.
   */
  void keepWhole(int keptBefore, int from, int to) throws IOException {
    found.forgetKept(keptBefore);
    keep(new Span(from, to));
  }

  /** Keeps the value at the current path. */
  void keep(Span value) throws IOException {
    if (!inExt && !isLeftOut() && !found.keep(pointer(), value) && !repeatedKeys) {
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

  /** Skips an invalid value that the document needs, which rejects the document. */
  void invalid(String what, String expected) throws IOException {
    int from = json.tokenStart();
    invalid(what, expected, from, json.skip());
  }

  void invalid(String what, String expected, int from, int to) {
    given = true;
    found.fault(
        Reason.INVALID_FIELD, "%s must be %s, was %s".formatted(what, expected, shown(from, to)));
  }

  /** Skips a value, and returns it shortened for an error text. */
  String shown() throws IOException {
    int from = json.tokenStart();
    return shown(from, json.skip());
  }

  private String shown(int from, int to) {
    int shown = Math.min(to, from + LONGEST_SHOWN);
    return json.utf8(from, shown) + (shown < to ? "..." : "");
  }
}
