package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.Utf8;

/** What has been found in a JSON object that can be an event. */
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

  /** What a key at the top level implies about its object. */
  enum Sign {
    REQUEST(1),
    RESPONSE(2),
    /** There is an id. */
    ID(4),
    /** A key that requests have beside their placements. */
    PART_OF_REQUEST(8);

    private final int bit;

    Sign(int bit) {
      this.bit = bit;
    }
  }

  /** What a wrapper's key contains. */
  enum Wrapped {
    REQUEST(Kind.REQUEST),
    RESPONSE(Kind.RESPONSE),
    /** A request or a response. */
    EITHER(null);

    /** The kind; null if the value has to tell. */
    final Kind kind;

    Wrapped(Kind kind) {
      this.kind = kind;
    }
  }

  /**
   * An event time of the object.
   *
   * @param rank of several times the one with the lowest rank counts
   * @param millis epoch ms; empty if unreadable
   * @param fault why it is unreadable; null if it is readable
   */
  record Time(int rank, OptionalLong millis, String fault) {}

  /**
   * A member that can be a wrapped document, or should be.
   *
   * @param rank of several parts the one with the lowest rank counts
   * @param read what was found in it; null if it is not an object
   * @param fault why it cannot be a document; null if it can be one, or an array or text of several
   */
  record Part(int rank, Span span, Found read, String fault) {}

  private record Kept(String pointer, Span value) {}

  void record(SpecificRecordBase read, boolean hasNoMember) {
    record = read;
    isEmpty = hasNoMember;
  }

  /** The record it was read into. */
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

  /** Whether it is an event itself, not a wrapper of one. */
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

  /** Why the document is rejected; null if it is not. */
  Reason reason() {
    return reason;
  }

  String fault() {
    return fault;
  }

  /**
   * Keeps a value that has no field in the record.
   *
   * @return false if a value with the same pointer is kept already: a key is repeated
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

  /** Number of kept values. */
  int keptCount() {
    return kept.size();
  }

  /** Forgets all but the first kept values. */
  void forgetKept(int count) {
    while (kept.size() > count) {
      pointers.remove(kept.remove(kept.size() - 1).pointer);
    }
  }

  /**
   * The kept values as a JSON object from pointer to value; null for none.
   *
   * @param source the bytes that the object was read from
   */
  Utf8 unmapped(byte[] source) {
    if (kept.isEmpty()) {
      return null;
    }
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    char before = '{';
    for (Kept each : kept) {
      json.write(before);
      json.write('"');
      json.writeBytes(quoted(each.pointer));
      json.write('"');
      json.write(':');
      json.write(source, each.value.from, each.value.to - each.value.from);
      before = ',';
    }
    json.write('}');
    return new Utf8(json.toByteArray());
  }

  /** The content of a JSON text, in which unpaired surrogates are replaced: UTF-8 has none. */
  private static byte[] quoted(String text) {
    String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return JsonStringEncoder.getInstance().quoteAsUTF8(whole);
  }
}
