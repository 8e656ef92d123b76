package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonToken;
import io.bidlake.openrtb.json.Found.Span;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** One JSON object that is being read: its bytes, the path to the place in it, what was found. */
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

  /** Names, and null for a position in an array. */
  private final String[] names = new String[DEEPEST_RECORD];

  private final int[] positions = new int[DEEPEST_RECORD];
  private int depth;

  /**
   * @param leftOut pointers, without positions, of what is not kept
   * @param usual what an object is read as until its kind is known
   */
  Reading(Collection<String> leftOut, Kind usual) {
    this.leftOut = Set.copyOf(leftOut);
    this.usual = usual;
  }

  /**
   * Goes to the begin of a value; what comes after it is not looked at.
   *
   * @param isElement whether it stands in an array, which is a level of nesting
   */
  JsonToken begin(byte[] source, int from, int to, boolean isElement) throws IOException {
    end();
    json = new JsonInput(source, from, to, isElement);
    return json.nextToken();
  }

  /** Gives Jackson its buffers back. */
  void end() throws IOException {
    if (json != null) {
      json.close();
    }
  }

  JsonInput json() {
    return json;
  }

  /**
   * Reads the object that the parser is at the begin of, to its end.
   *
   * @param kind what it is read as; null for the usual
   */
  Found read(Kind kind) throws IOException {
    repeatedKeys = false;
    try {
      return readObject(kind);
    } catch (RepeatedKeyException e) {
      json.skipAll(); // Whether it is JSON at all goes before what its keys are.
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

  /** The same for an object within the one that is being read, at its top level. */
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

  /** What is found in the object that is being read. */
  Found found() {
    return found;
  }

  /** Whether the object that is being read had a member which was kept. */
  boolean hasKept(String name) {
    return found.hasKept(pointer() + "/" + name);
  }

  /** Whether the object is part of another one that may be a document. */
  boolean isPart() {
    return isPart;
  }

  /** Whether an object in it has a key twice. */
  boolean hasRepeatedKeys() {
    return repeatedKeys;
  }

  /** Passes over the rest of an array whose first element the parser is at. */
  void skipArray() throws IOException {
    while (json.currentToken() != JsonToken.END_ARRAY) {
      json.skipChildren();
      json.nextToken();
    }
  }

  /** Says whether the object that was read last had no member. */
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
    keep(new Span(from, to));
  }

  /** Passes over a value that has no place in the record, and keeps it. */
  void keepUnknown() throws IOException {
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      int from = json.tokenStart();
      keep(new Span(from, json.skip()));
    }
  }

  /** Keeps what stands at the path in place of what was kept of it since there was so much. */
  void keepWhole(int keptBefore, int from, int to) throws IOException {
    found.forgetKept(keptBefore);
    keep(new Span(from, to));
  }

  /** Keeps what stands at the path. */
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

  /** Passes over a value without which the document cannot be taken. */
  void invalid(String what, String expected) throws IOException {
    int from = json.tokenStart();
    invalid(what, expected, from, json.skip());
  }

  void invalid(String what, String expected, int from, int to) {
    given = true;
    found.fault(
        Reason.INVALID_FIELD, "%s must be %s, was %s".formatted(what, expected, shown(from, to)));
  }

  /** Passes over a value, and returns as much of it as an error can hold. */
  String shown() throws IOException {
    int from = json.tokenStart();
    return shown(from, json.skip());
  }

  private String shown(int from, int to) {
    int shown = Math.min(to, from + LONGEST_SHOWN);
    return json.source(from, shown) + (shown < to ? "..." : "");
  }
}
