package io.bidlake.verify.columns;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/** Finds the column of a field by its name, without regard to case. Not thread-safe. */
public final class FieldNames {

  /** The columns that every table has for Kafka's part of a record, in order, with their types. */
  public static final ImmutableMap<String, TypeID> OF_KAFKA =
      ImmutableMap.of(
          "kafka_topic", TypeID.STRING,
          "kafka_partition", TypeID.INTEGER,
          "kafka_offset", TypeID.LONG,
          "kafka_timestamp", TypeID.TIMESTAMP,
          "kafka_key", TypeID.BINARY,
          "kafka_headers", TypeID.LIST,
          "kafka_schema_id", TypeID.INTEGER);

  public static final int ABSENT = -1;

  /** The number of names that are remembered; senders may use any. */
  private static final int MOST = 10_000;

  private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9');

  /** The characters that a column's name has an underscore for, a surrogate pair two. */
  private static final CharMatcher OTHERS =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(DIGITS)
          .or(CharMatcher.is('_'))
          .negate();

  private final Map<String, Integer> columns = new HashMap<>();
  private final Map<String, Integer> found = new HashMap<>();
  private final boolean isTable;

  private FieldNames(StructType struct, boolean isTable) {
    this.isTable = isTable;
    List<NestedField> fields = struct.fields();
    for (int i = 0; i < fields.size(); i++) {
      columns.putIfAbsent(lower(fields.get(i).name()), i);
    }
  }

  /** The names of the columns of a table. */
  public static FieldNames ofTable(StructType columns) {
    return new FieldNames(columns, true);
  }

  /** The names of the fields of a struct in a column. */
  public static FieldNames ofStruct(StructType struct) {
    return new FieldNames(struct, false);
  }

  /** The position of the column of a field; {@link #ABSENT} if there is none. */
  public int placeOf(String field) {
    Integer known = found.get(field);
    if (known == null) {
      known = columns.getOrDefault(lower(columnOf(field)), ABSENT);
      if (found.size() < MOST) {
        found.put(field, known);
      }
    }
    return known;
  }

  private String columnOf(String field) {
    String plain = OTHERS.replaceFrom(field, '_');
    String name = plain.isEmpty() || DIGITS.matches(plain.charAt(0)) ? "_" + plain : plain;
    return isTable && OF_KAFKA.containsKey(lower(name)) ? name + "_" : name;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
