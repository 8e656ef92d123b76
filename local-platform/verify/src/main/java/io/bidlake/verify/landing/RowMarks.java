package io.bidlake.verify.landing;

import io.bidlake.verify.columns.FieldNames;
import io.bidlake.verify.columns.JsonTexts;
import io.bidlake.verify.columns.ValueHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/**
 * Computes the hashes by which the rows of one table are compared, for rows of both sides. Not
 * thread-safe.
 */
final class RowMarks {

  private final List<NestedField> columns;
  private final int headers;
  private final int time;
  private final List<Part> key = new ArrayList<>();
  private final ValueHash hash;

  /** Whether the key has a column that the table does not have, so that it is null in all rows. */
  private boolean hasAbsent;

  /** A column of a key, or a field of a struct in one. */
  private record Part(List<Integer> places, NestedField field) {

    private Object in(Object row) {
      Object value = row;
      for (int place : places) {
        value = value == null ? null : ValueHash.member(value, place);
      }
      return value;
    }
  }

  RowMarks(LandingTable table, TopicRule rule, JsonTexts jsonTexts) {
    this.columns = table.columns().fields();
    this.headers = table.place("kafka_headers");
    this.time = table.place("kafka_timestamp");
    this.hash = new ValueHash(jsonTexts);
    rule.deduplicate().ifPresent(each -> each.by().forEach(name -> add(name, table.columns())));
  }

  private void add(String path, StructType table) {
    StructType struct = table;
    List<Integer> places = new ArrayList<>();
    NestedField field = null;
    for (String name : path.split("\\.", -1)) {
      FieldNames names =
          places.isEmpty() ? FieldNames.ofTable(struct) : FieldNames.ofStruct(struct);
      int place = names.placeOf(name);
      if (place == FieldNames.ABSENT) {
        hasAbsent = true;
        return;
      }
      places.add(place);
      field = struct.fields().get(place);
      struct = field.type() instanceof StructType inner ? inner : StructType.of();
    }
    key.add(new Part(places, field));
  }

  /**
   * What a row is compared by.
   *
   * @param content the hash of its columns
   * @param key the hash of the columns of its key; null if records are not deduplicated
   * @param keyHasNull whether a column of the key is null
   * @param time its time in Kafka, in ms
   */
  record Mark(long content, Long key, boolean keyHasNull, long time) {
    /** That of a record without a row. */
    static final Mark NONE = new Mark(0, null, false, 0);
  }

  /** The marks of a row: an array of values, or a record of Iceberg. */
  Mark of(Object row) {
    hash.clear();
    for (int i = 0; i < columns.size(); i++) {
      Object value = ValueHash.member(row, i);
      // No headers are the same as an empty list of them.
      boolean isNothing = i == headers && value instanceof Collection<?> list && list.isEmpty();
      hash.put(columns.get(i), isNothing ? null : value);
    }
    long content = hash.value();
    hash.clear();
    boolean keyHasNull = hasAbsent;
    for (Part part : key) {
      Object value = part.in(row);
      hash.put(part.field(), value);
      keyHasNull |= value == null;
    }
    boolean hasKey = hasAbsent || !key.isEmpty();
    long micros = ValueHash.count(ValueHash.member(row, time));
    return new Mark(
        content, hasKey ? (Long) hash.value() : null, keyHasNull, Math.floorDiv(micros, 1000));
  }
}
