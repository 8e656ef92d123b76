package io.bidlake.openrtb.json;

import io.bidlake.tables.DeadLetter.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;

/** What was found in a JSON object that can be an event. */
final class Found {

  /** A part of the bytes. */
  record Span(int from, int to) {}

  private IndexedRecord record;
  private boolean isEmpty;
  private final Set<Sign> signs = EnumSet.noneOf(Sign.class);
  private final Map<Wrapped, Ranked<Span>> wrapped = new EnumMap<>(Wrapped.class);
  private Ranked<OptionalLong> time;

  private final List<String> counts = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();
  private final Set<String> pointers = new HashSet<>();

  private boolean hasSupplyChain;
  private Reason reason;
  private String fault;

  /** What a key of the top level says of its object. */
  enum Sign {
    REQUEST,
    RESPONSE,
    /** There is an id. */
    ID,
    /** What a request has that lacks its placements. */
    PART_OF_REQUEST
  }

  /** What the value of a key of a wrapper is. */
  enum Wrapped {
    REQUEST,
    RESPONSE,
    /** One of the two. */
    EITHER
  }

  /**
   * The best of several values for one thing.
   *
   * @param rank the lower, the better
   */
  record Ranked<T>(int rank, String key, T value) {

    static <T> Ranked<T> better(Ranked<T> one, Ranked<T> other) {
      return one == null || other.rank < one.rank ? other : one;
    }
  }

  private record Kept(String pointer, Utf8 value) {}

  void record(IndexedRecord read, boolean hasNoMember) {
    record = read;
    isEmpty = hasNoMember;
  }

  /** The values that fit the record it was read as. */
  IndexedRecord record() {
    return record;
  }

  /** Whether the object has no member at all. */
  boolean isEmpty() {
    return isEmpty;
  }

  /** Whether a member can be a document. */
  boolean isWrapper() {
    return !wrapped.isEmpty();
  }

  void sign(Sign sign) {
    signs.add(sign);
  }

  boolean has(Sign sign) {
    return signs.contains(sign);
  }

  void time(int rank, String key, OptionalLong millis) {
    time = Ranked.better(time, new Ranked<>(rank, key, millis));
  }

  /** When it happened, in ms, empty if that is unreadable; null without. */
  Ranked<OptionalLong> time() {
    return time;
  }

  void wrapped(Wrapped what, int rank, String key, Span value) {
    wrapped.merge(what, new Ranked<>(rank, key, value), Ranked::better);
  }

  /** Where a part of a wrapper is; null without. */
  Span wrapped(Wrapped what) {
    Ranked<Span> best = wrapped.get(what);
    return best == null ? null : best.value();
  }

  /** Notes that the source has a supply chain. */
  void supplyChain() {
    hasSupplyChain = true;
  }

  boolean hasSupplyChain() {
    return hasSupplyChain;
  }

  void count(String name) {
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
  boolean keep(String pointer, Utf8 value) {
    kept.add(new Kept(pointer, value));
    return pointers.add(pointer);
  }

  /** How many values are kept. */
  int keptCount() {
    return kept.size();
  }

  /** Forgets the values that were kept since there were so many. */
  void forgetKept(int count) {
    List<Kept> forgotten = kept.subList(count, kept.size());
    forgotten.forEach(each -> pointers.remove(each.pointer));
    forgotten.clear();
  }

  /** The values that have no place in the record, as a JSON object; null for none. */
  Utf8 unmapped() {
    if (kept.isEmpty()) {
      return null;
    }
    JsonBytes json = new JsonBytes();
    String before = "{";
    for (Kept each : kept) {
      json.raw(before).text(each.pointer).raw(":").raw(each.value);
      before = ",";
    }
    return json.raw("}").toUtf8();
  }
}
