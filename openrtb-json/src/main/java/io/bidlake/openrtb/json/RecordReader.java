package io.bidlake.openrtb.json;

import java.io.IOException;
import java.util.ArrayList;
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
 * Reads JSON objects into records of one schema. Members without a field are skipped and kept;
 * values at the places of older versions of OpenRTB are used when the newer place has none.
 */
final class RecordReader {

  private final Schema schema;
  private final InstanceSupplier newRecords;
  private final Map<String, Member> members = new HashMap<>();
  private int membersWithoutField;

  /** Members whose presence implies the kind of the object. */
  private final List<Member> signs = new ArrayList<>();

  private final Object[] defaults;
  private final int[] withDefault;
  private final Completion completion;

  /** Fields without which there is no record, as bits by field position. */
  private final long needed;

  /** The field position of each older place; -1 if another record has the field. */
  private final int[] targets;

  private final Map<String, TopLevel.Key> keys;
  private final MemberOrder order = new MemberOrder();

  /** Stands for all members without a field or a meaning. */
  private final Member unknown = new Member("", null, -1, null, -1, 0);

  /**
   * A member of the object.
   *
   * @param key what it implies about the whole object; null for nothing
   * @param position of its field; -1 if it has none
   * @param reader null if the value is kept but not read
   * @param bit stands for the member in sets; the bit of its field position if it has a field
   */
  record Member(
      String name, TopLevel.Key key, int position, ValueReader reader, int olderPlace, long bit) {

    /** Whether it has a field or a meaning. */
    boolean isKnown() {
      return bit != 0;
    }

    /** The form in which generated code reads it. */
    Usual usual() {
      boolean isPlain = reader != null && position >= 0 && (key == null || key.sign() != null);
      return isPlain ? reader.usual() : Usual.OTHER;
    }
  }

  /** The reader of events of a kind. */
  static RecordReader of(Kind kind) {
    RecordReader reader = new RecordReader(kind.topic.schema(), TopLevel.KEYS);
    TopLevel.KEYS.keySet().stream()
        .filter(name -> !reader.members.containsKey(name))
        .forEach(name -> reader.put(name, -1, null, -1));
    return reader;
  }

  /** The reader of objects within an event. */
  static RecordReader of(Schema schema) {
    return new RecordReader(schema, Map.of());
  }

  /**
   * @param keys members that imply something about the whole object
   */
  private RecordReader(Schema schema, Map<String, TopLevel.Key> keys) {
    this.schema = schema;
    this.newRecords = SpecificData.get().getNewRecordSupplier(schema);
    this.keys = keys;
    this.completion = Completion.of(schema);
    this.defaults = new Object[schema.getFields().size()];
    this.needed =
        completion.needed.stream()
            .mapToLong(field -> bit(schema.getField(field)))
            .reduce(0, (one, other) -> one | other);
    ExtReader ext = new ExtReader();
    for (Schema.Field field : schema.getFields()) {
      defaults[field.pos()] = ValueReaders.defaultOf(field);
      if (ValueReaders.isOfSender(field)) {
        boolean isExt = field.name().equals("ext");
        put(field.name(), field.pos(), isExt ? ext : ValueReaders.of(field), -1);
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
      ValueReader reader = places.get(i).reader(schema);
      if (names.size() == 1) {
        put(names.get(0), -1, reader, i);
      } else {
        ext.watch(names.subList(1, names.size()), reader, i);
      }
    }
  }

  private void put(String name, int position, ValueReader reader, int olderPlace) {
    int bit = position >= 0 ? position : schema.getFields().size() + membersWithoutField++;
    if (bit >= Long.SIZE) {
      throw new IllegalStateException(schema.getName() + " has more members than a long has bits");
    }
    TopLevel.Key key = keys.get(name);
    Member member = new Member(name, key, position, reader, olderPlace, 1L << bit);
    members.put(name, member);
    if (key != null && key.sign() != null) {
      signs.add(member);
    }
  }

  private static long bit(Schema.Field field) {
    return 1L << field.pos();
  }

  /**
   * Reads the object whose start the parser is at, to its end.
   *
   * @return null if a needed field is missing; its bytes are then kept
   */
  SpecificRecordBase read(Reading in) throws IOException {
    int keptBefore = in.found().keptCount();
    int from = needed == 0 ? 0 : in.json().tokenStart();
    UsualMembers usual = order.usualMembers(schema, withDefault);
    Values values = new Values(usual == null ? newRecord() : usual.newRecord(defaults));
    read(in, values, in.hasRepeatedKeys() ? null : usual);
    return complete(in, values, keptBefore, from);
  }

  /**
   * The record of an empty array, which PHP writes for an empty object.
   *
   * @param from where the array starts; the parser is at its end
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

  /**
   * Reads all members of an object.
   *
   * @param usual reads members whose keys are not repeated; null if that is not known
   */
  private void read(Reading in, Values values, UsualMembers usual) throws IOException {
    JsonInput json = in.json();
    BitSet superseded = in.hasRepeatedKeys() ? json.superseded() : null;
    long seen = 0;
    int number = 0;
    int step = 0;
    Member last = null;
    while (true) {
      Member member = null;
      if (usual != null) {
        int next = usual.read(json, values.record, seen, step);
        long read = usual.members();
        seen |= read;
        number += Long.bitCount(read);
        values.have(read);
        sign(in, read);
        member = next < 0 ? null : order.at(next);
      }
      if (member == null || !json.goToValue(usual.valueStart())) {
        member = next(json);
        if (member == null) {
          break;
        }
      }
      if (superseded != null && superseded.get(number)) {
        json.skipChildren();
      } else if ((seen & member.bit) != 0) {
        throw new RepeatedKeyException();
      } else {
        seen |= member.bit;
        read(in, values, member);
      }
      if (member.isKnown()) {
        step = order.after(last, member);
        last = member;
      }
      number++;
    }
    values.isEmpty = number == 0;
  }

  /** Records what members that generated code has read imply about the object. */
  private void sign(Reading in, long read) {
    for (int i = 0; i < signs.size(); i++) {
      if ((read & signs.get(i).bit) != 0) {
        in.found().sign(signs.get(i).key.sign());
      }
    }
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
    in.enter(member.isKnown() ? member.name : in.json().currentName());
    if (member.reader == null) {
      in.keepUnknown();
    } else {
      values.read(in, member);
    }
    in.leave();
  }

  /** The values of an object, and what is known about its fields. */
  final class Values {

    final SpecificRecordBase record;
    private Object[] older;
    private boolean isEmpty;

    /** By field position: which fields had a value, a readable value, an empty object. */
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
      have(1L << position);
      record.put(position, value);
    }

    /** Marks fields as read. */
    private void have(long fields) {
      given |= fields;
      read |= fields;
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

    /** Whether a field had a value, readable or not. */
    boolean isGiven(String field) {
      return (given & bit(schema.getField(field))) != 0;
    }

    /** Whether a field had a readable value. */
    boolean isRead(String field) {
      return (read & bit(schema.getField(field))) != 0;
    }

    /** Whether the value of a field was an object without members. */
    boolean isEmpty(String field) {
      return empty != 0 && (empty & bit(schema.getField(field))) != 0;
    }

    /** The value of an older place; null for none. */
    Object older(int place) {
      return older == null ? null : older[place];
    }
  }
}
