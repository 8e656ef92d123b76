package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/**
 * Reads JSON objects into records of one schema. Names that the schema does not have are passed
 * over and kept; values at places where older versions of OpenRTB have them are taken where the
 * newer place has none.
 */
final class RecordReader {

  private final Schema schema;
  private final Map<String, Member> members = new HashMap<>();
  private final Object[] defaults;
  private final Completion completion;

  /** Fields without which there is no record, as bits by position. */
  private final long needed;

  /** For each older place the position of its field; -1 if another record has that. */
  private final int[] targets;

  /**
   * A member of the object.
   *
   * @param position of its field; -1 for what is only an older place of one
   * @param bit of it, among all members
   */
  private record Member(int position, ValueReader reader, int olderPlace, long bit) {}

  /**
   * @param path from the record of the event to this one
   */
  RecordReader(Schema schema, String path) {
    this.schema = schema;
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
    members.put(name, new Member(position, reader, olderPlace, 1L << members.size()));
  }

  private static long bit(Schema.Field field) {
    return 1L << field.pos();
  }

  /**
   * Reads the object that the parser is at the begin of, to its end.
   *
   * @return null if it lacks what makes it one; its bytes are kept then
   */
  IndexedRecord read(Reading in) throws IOException {
    int keptBefore = in.found().keptCount();
    int from = needed == 0 ? 0 : in.json.tokenStart();
    Values values = new Values(newRecord());
    read(in, values);
    return complete(in, values, keptBefore, from);
  }

  /**
   * The record of an empty array, which is how PHP writes an empty object.
   *
   * @param from where the array begins, whose end the parser is at
   */
  IndexedRecord readEmpty(Reading in, int from) throws IOException {
    Values values = new Values(newRecord());
    values.isEmpty = true;
    return complete(in, values, in.found().keptCount(), from);
  }

  private IndexedRecord complete(Reading in, Values values, int keptBefore, int from)
      throws IOException {
    values.takeOlder();
    in.empty(values.isEmpty);
    in.given(true);
    if ((values.read & needed) == needed) {
      completion.complete(in, values);
      return values.record;
    }
    in.keepWhole(keptBefore, from, in.json.position());
    return null;
  }

  private IndexedRecord newRecord() {
    IndexedRecord record = (IndexedRecord) SpecificData.get().newRecord(null, schema);
    for (int i = 0; i < defaults.length; i++) {
      if (defaults[i] != null) {
        record.put(i, defaults[i]);
      }
    }
    return record;
  }

  private void read(Reading in, Values values) throws IOException {
    boolean isTop = in.isTop();
    Set<Integer> superseded = in.superseded();
    long seen = 0;
    int number = 0;
    JsonParser parser = in.parser();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (superseded.contains(number++)) {
        parser.skipChildren();
        continue;
      }
      Member member = members.get(name);
      if (isTop && TopLevel.read(in, name, token, member != null)) {
        continue;
      }
      in.enter(name);
      if (member == null) {
        in.keepUnknown();
      } else if ((seen & member.bit) == 0) {
        seen |= member.bit;
        values.read(in, member);
      } else {
        throw new RepeatedKeyException();
      }
      in.leave();
    }
    values.isEmpty = number == 0;
  }

  /** What an object has for its record. */
  final class Values {

    final IndexedRecord record;
    private Object[] older;
    private boolean isEmpty;

    /**
     * By position: which fields had a value, which one that could be read, which an empty object.
     */
    private long given;

    private long read;
    private long empty;

    private Values(IndexedRecord record) {
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
      }
      if (in.isEmpty() && value instanceof IndexedRecord) {
        empty |= bit;
      }
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
          record.put(targets[i], older[i]);
          given |= 1L << targets[i];
          read |= 1L << targets[i];
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
      return (empty & bit(schema.getField(field))) != 0;
    }

    /** The value of an older place; null for none. */
    Object older(int place) {
      return older == null ? null : older[place];
    }
  }
}
