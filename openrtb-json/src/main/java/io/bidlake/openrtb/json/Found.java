package io.bidlake.openrtb.json;

import io.bidlake.tables.DeadLetter.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.Utf8;

/** What was found in a JSON object that can be an event. */
final class Found {

  /** A part of the bytes. */
  record Span(int from, int to) {}

  private SpecificRecordBase record;
  private boolean isEmpty;
  private int signs;
  private Time time;
  private Map<Wrapped, Part> parts = Map.of();
  private boolean hasDocument;
  private List<String> counts = List.of();
  private List<Kept> kept = List.of();
  private Set<String> pointers = Set.of();
  private boolean hasSupplyChain;
  private Reason reason;
  private String fault;

  /** What a key of the top level says of its object. */
  enum Sign {
    REQUEST(1),
    RESPONSE(2),
    /** There is an id. */
    ID(4),
    /** What a request has that lacks its placements. */
    PART_OF_REQUEST(8);

    private final int bit;

    Sign(int bit) {
      this.bit = bit;
    }
  }

  /** What the value of a key of a wrapper is. */
  enum Wrapped {
    REQUEST(Kind.REQUEST),
    RESPONSE(Kind.RESPONSE),
    /** One of the two. */
    EITHER(null);

    /** Which of the two; null if the value has to tell. */
    final Kind kind;

    Wrapped(Kind kind) {
      this.kind = kind;
    }
  }

  /**
   * A time that the object tells.
   *
   * @param rank of several the lowest counts
   * @param millis empty if it is unreadable
   * @param fault why it is; null if it is not
   */
  record Time(int rank, OptionalLong millis, String fault) {}

  /**
   * A member that can be a document, or should be.
   *
   * @param rank of several the lowest counts
   * @param read what was found in it; null if it is no object
   * @param fault why it is no document; null if it can be one, or several in an array or a text
   */
  record Part(int rank, Span span, Found read, String fault) {}

  private record Kept(String pointer, Span value) {}

  void record(SpecificRecordBase read, boolean hasNoMember) {
    record = read;
    isEmpty = hasNoMember;
  }

  /** The values that fit the record it was read as. */
  SpecificRecordBase record() {
    return record;
  }

  /** Whether the object has no member at all. */
  boolean isEmpty() {
    return isEmpty;
  }

  void sign(Sign sign) {
    signs |= sign.bit;
  }

  boolean has(Sign sign) {
    return (signs & sign.bit) != 0;
  }

  /** Whether it cannot be but an event itself, or two in one. */
  boolean isEvent() {
    return has(Sign.REQUEST) || has(Sign.RESPONSE);
  }

  void time(Time other) {
    time = time == null || other.rank < time.rank ? other : time;
  }

  /** When it happened; null without. */
  Time time() {
    return time;
  }

  void part(Wrapped what, Part other) {
    if (parts.isEmpty()) {
      parts = new EnumMap<>(Wrapped.class);
    }
    parts.merge(what, other, (one, two) -> two.rank < one.rank ? two : one);
    hasDocument |= other.fault == null;
  }

  /** A member that can be a document, or should be; null without. */
  Part part(Wrapped what) {
    return parts.get(what);
  }

  /** Whether it is no event, but a member can be one. */
  boolean isWrapper() {
    return hasDocument && !isEvent();
  }

  /** Notes that the source has a supply chain. */
  void supplyChain() {
    hasSupplyChain = true;
  }

  boolean hasSupplyChain() {
    return hasSupplyChain;
  }

  void count(String name) {
    if (counts.isEmpty()) {
      counts = new ArrayList<>();
    }
    counts.add(name);
  }

  List<String> counts() {
    return counts;
  }

  /** Notes why it cannot be taken; the first reason stays. */
  void fault(Reason why, String text) {
    if (reason == null) {
      reason = why;
      fault = text;
    }
  }

  /** Why it cannot be taken; null if it can. */
  Reason reason() {
    return reason;
  }

  String fault() {
    return fault;
  }

  /**
   * Keeps a value that has no place in the record.
   *
   * @return false if there is one of the same pointer: a key is repeated
   */
  boolean keep(String pointer, Span value) {
    if (pointers.isEmpty()) {
      kept = new ArrayList<>();
      pointers = new HashSet<>();
    }
    kept.add(new Kept(pointer, value));
    return pointers.add(pointer);
  }

  boolean hasKept(String pointer) {
    return pointers.contains(pointer);
  }

  /** How many values are kept. */
  int keptCount() {
    return kept.size();
  }

  /** Forgets the values that were kept since there were so many. */
  void forgetKept(int count) {
    while (kept.size() > count) {
      pointers.remove(kept.remove(kept.size() - 1).pointer);
    }
  }

  /**
   * The values that have no place in the record, as a JSON object; null for none.
   *
   * @param source the bytes that the object was read from
   */
  Utf8 unmapped(byte[] source) {
    if (kept.isEmpty()) {
      return null;
    }
    JsonBytes json = new JsonBytes();
    String before = "{";
    for (Kept each : kept) {
      json.raw(before).text(each.pointer).raw(":").raw(source, each.value);
      before = ",";
    }
    return json.raw("}").toUtf8();
  }
}
