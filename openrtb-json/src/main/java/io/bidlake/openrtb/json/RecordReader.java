package io.bidlake.openrtb.json;

import io.bidlake.openrtb.json.CompactJsonParser.Usual;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData.InstanceSupplier;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Reads JSON objects into records of one schema. Names that the schema does not have are passed
 * over and kept; values at places where older versions of OpenRTB have them are taken where the
 * newer place has none.
 */
final class RecordReader {

  private final Schema schema;
  private final InstanceSupplier newRecords;
  private final Map<String, Member> members = new HashMap<>();
  private final Object[] defaults;
  private final int[] withDefault;
  private final Completion completion;

  /** Fields without which there is no record, as bits by position. */
  private final long needed;

  /** For each older place the position of its field; -1 if another record has that. */
  private final int[] targets;

  private final boolean isTop;

  /** Comes before all others. */
  private final Member begin = new Member("", null, -1, null, -1, 0);

  /** Any that has no place in the record, and says nothing. */
  private final Member unknown = new Member("", null, -1, null, -1, 0);

  /** A member of the object. */
  private static final class Member {
    private final MemberName name;
    private final TopLevel.Key key;
    private final int position;
    private final ValueReader reader;
    private final int olderPlace;
    private final long bit;

    /** What its value is most often; OTHER where more than that has to be looked at. */
    private final Usual usual;

    /** The two that came next when this one came last. Senders keep to an order. */
    private Member next;

    private Member other;

    /**
     * @param key what it says of the whole object; null for nothing
     * @param position of its field; -1 if it is none
     * @param reader null if the record does not take it
     * @param bit of it, among all members
     */
    Member(
        String name, TopLevel.Key key, int position, ValueReader reader, int olderPlace, long bit) {
      this.name = new MemberName(name);
      this.key = key;
      this.position = position;
      this.reader = reader;
      this.olderPlace = olderPlace;
      this.bit = bit;
      this.usual = key == null && reader != null && position >= 0 ? reader.usual() : Usual.OTHER;
    }

    private void precedes(Member member) {
      if (next != member) {
        other = next;
        next = member;
      }
    }
  }

  /** What reads objects of a kind. */
  static RecordReader of(Kind kind) {
    RecordReader reader = new RecordReader(kind.topic.schema(), "");
    TopLevel.KEYS.keySet().stream()
        .filter(name -> !reader.members.containsKey(name))
        .forEach(name -> reader.put(name, -1, null, -1));
    return reader;
  }

  /**
   * @param path from the record of the event to this one
   */
  RecordReader(Schema schema, String path) {
    this.schema = schema;
    this.newRecords = SpecificData.get().getNewRecordSupplier(schema);
    this.isTop = path.isEmpty();
    this.completion = Completion.of(schema);
    this.defaults = new Object[schema.getFields().size()];
    this.needed =
        completion.needed().stream()
            .mapToLong(field -> bit(schema.getField(field)))
            .reduce(0, (one, other) -> one | other);
    ExtReader ext = new ExtReader(OlderPlaces.join(path, "ext"));
    for (Schema.Field field : schema.getFields()) {
      defaults[field.pos()] = ValueReaders.defaultOf(field);
      if (ValueReaders.isOfSender(field)) {
        String fieldPath = OlderPlaces.join(path, field.name());
        boolean isExt = field.name().equals("ext");
        put(field.name(), field.pos(), isExt ? ext : ValueReaders.of(schema, field, fieldPath), -1);
      }
    }
    SpecificRecordBase empty = newEmpty();
    this.withDefault =
        IntStream.range(0, defaults.length)
            .filter(i -> defaults[i] != null && !defaults[i].equals(empty.get(i)))
            .toArray();
    List<OlderPlaces.Place> places = OlderPlaces.of(schema.getName());
    this.targets = new int[places.size()];
    for (int i = 0; i < targets.length; i++) {
      List<String> names = places.get(i).names();
      Schema.Field target = places.get(i).targetIn(schema);
      targets[i] = target == null ? -1 : target.pos();
      ValueReader reader =
          places.get(i).reader(schema, OlderPlaces.join(path, String.join(".", names)));
      if (names.size() == 1) {
        put(names.get(0), -1, reader, i);
      } else {
        ext.watch(names.subList(1, names.size()), reader, i);
      }
    }
  }

  private void put(String name, int position, ValueReader reader, int olderPlace) {
    if (members.size() == Long.SIZE) {
      throw new IllegalStateException(schema.getName() + " has more members than a long has bits");
    }
    TopLevel.Key key = isTop ? TopLevel.KEYS.get(name) : null;
    members.put(name, new Member(name, key, position, reader, olderPlace, 1L << members.size()));
  }

  private static long bit(Schema.Field field) {
    return 1L << field.pos();
  }

  /**
   * Reads the object that the parser is at the begin of, to its end.
   *
   * @return null if it lacks what makes it one; its bytes are kept then
   */
  SpecificRecordBase read(Reading in) throws IOException {
    int keptBefore = in.found().keptCount();
    int from = needed == 0 ? 0 : in.json().tokenStart();
    Values values = new Values(newRecord());
    read(in, values);
    return complete(in, values, keptBefore, from);
  }

  /**
   * The record of an empty array, which is how PHP writes an empty object.
   *
   * @param from where the array begins, whose end the parser is at
   */
  SpecificRecordBase readEmpty(Reading in, int from) throws IOException {
    Values values = new Values(newRecord());
    values.isEmpty = true;
    return complete(in, values, in.found().keptCount(), from);
  }

  private SpecificRecordBase complete(Reading in, Values values, int keptBefore, int from)
      throws IOException {
    values.takeOlder();
    in.empty(values.isEmpty);
    in.given(true);
    if ((values.read & needed) == needed) {
      completion.complete(in, values);
      return values.record;
    }
    in.keepWhole(keptBefore, from, in.json().position());
    return null;
  }

  private SpecificRecordBase newEmpty() {
    return (SpecificRecordBase) newRecords.newInstance(null, schema);
  }

  private SpecificRecordBase newRecord() {
    SpecificRecordBase record = newEmpty();
    for (int position : withDefault) {
      record.put(position, defaults[position]);
    }
    return record;
  }

  private void read(Reading in, Values values) throws IOException {
    JsonInput json = in.json();
    BitSet superseded = in.hasRepeatedKeys() ? json.superseded() : null;
    long seen = 0;
    int number = 0;
    Member last = begin;
    while (true) {
      Member member = expected(json, last);
      boolean isNew = member != null && superseded == null && (seen & member.bit) == 0;
      Object value = isNew ? json.usualValue(member.usual) : null;
      if (value != null) {
        seen |= member.bit;
        values.put(member.position, value);
      } else {
        member = member != null && json.goToNext() ? member : next(json);
        if (member == null) {
          break;
        }
        if (superseded != null && superseded.get(number)) {
          json.skipChildren();
        } else if ((seen & member.bit) != 0) {
          throw new RepeatedKeyException();
        } else {
          seen |= member.bit;
          read(in, values, member);
        }
      }
      if (member != unknown) {
        last.precedes(member);
        last = member;
      }
      number++;
    }
    values.isEmpty = number == 0;
  }

  /** The next member, where it is one that came next before; null where that is not sure. */
  private static Member expected(JsonInput json, Member last) {
    if (last.next != null && json.isNext(last.next.name)) {
      return last.next;
    }
    return last.other != null && json.isNext(last.other.name) ? last.other : null;
  }

  /** Goes to the value of the next member; null at the end of the object. */
  private Member next(JsonInput json) throws IOException {
    String name = json.endObject() ? null : json.nextFieldName();
    if (name == null) {
      return null;
    }
    json.nextToken();
    return members.getOrDefault(name, unknown);
  }

  private void read(Reading in, Values values, Member member) throws IOException {
    if (member.key != null && member.key.read(in, in.json().currentToken())) {
      return;
    }
    in.enter(member == unknown ? in.json().currentName() : member.name.toString());
    if (member.reader == null) {
      in.keepUnknown();
    } else {
      values.read(in, member);
    }
    in.leave();
  }

  /** What an object has for its record. */
  final class Values {

    final SpecificRecordBase record;
    private Object[] older;
    private boolean isEmpty;

    /**
     * By position: which fields had a value, which one that could be read, which an empty object.
     */
    private long given;

    private long read;
    private long empty;

    private Values(SpecificRecordBase record) {
      this.record = record;
    }

    private void read(Reading in, Member member) throws IOException {
      Object value;
      if (member.reader instanceof ExtReader ext) {
        value = ext.read(in, older());
      } else {
        value = member.reader.read(in);
      }
      if (member.position < 0) {
        older()[member.olderPlace] = value;
        return;
      }
      long bit = 1L << member.position;
      if (in.isGiven()) {
        given |= bit;
      }
      if (value != null) {
        read |= bit;
        record.put(member.position, value);
        if (value instanceof SpecificRecordBase && in.isEmpty()) {
          empty |= bit;
        }
      }
    }

    private void put(int position, Object value) {
      long bit = 1L << position;
      given |= bit;
      read |= bit;
      record.put(position, value);
    }

    private Object[] older() {
      if (older == null) {
        older = new Object[targets.length];
      }
      return older;
    }

    private void takeOlder() {
      for (int i = 0; older != null && i < targets.length; i++) {
        if (older[i] != null && targets[i] >= 0 && (given & (1L << targets[i])) == 0) {
          put(targets[i], older[i]);
        }
      }
    }

    /** Whether a field had a value, even if not one that can be read. */
    boolean isGiven(String field) {
      return (given & bit(schema.getField(field))) != 0;
    }

    /** Whether a field had a value that could be read. */
    boolean isRead(String field) {
      return (read & bit(schema.getField(field))) != 0;
    }

    /** Whether a field is an object without members. */
    boolean isEmpty(String field) {
      return empty != 0 && (empty & bit(schema.getField(field))) != 0;
    }

    /** The value of an older place; null for none. */
    Object older(int place) {
      return older == null ? null : older[place];
    }
  }
}
