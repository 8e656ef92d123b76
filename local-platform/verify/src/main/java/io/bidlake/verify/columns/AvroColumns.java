package io.bidlake.verify.columns;

import io.bidlake.verify.sender.Given;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.StructType;

/**
 * Converts the records of one Avro schema to rows of one table. The conversion of each field is
 * chosen once, by its schema and the type of its column. Not thread-safe.
 */
public final class AvroColumns {

  private static final GenericData AVRO = new GenericData();

  /** Converts the values of one field to those of its column. */
  @FunctionalInterface
  interface Column {

    /**
     * Converts a value.
     *
     * @throws UnstorableException if the column cannot contain it
     */
    Object of(Object value) throws UnstorableException;
  }

  private final FieldRules rules;
  private final JsonTexts jsonTexts;
  private final Column record;

  /** The records that contain the field for which a conversion is being chosen. */
  private final Deque<String> around = new ArrayDeque<>();

  /**
   * @param schema the writer's schema, of a record
   * @param table the columns of the table
   * @param jsonTexts is told the columns that contain JSON text
   */
  public AvroColumns(Schema schema, StructType table, FieldRules rules, JsonTexts jsonTexts) {
    this.rules = rules;
    this.jsonTexts = jsonTexts;
    this.record = ofRecord(schema, table, FieldNames.ofTable(table), "");
  }

  /**
   * Converts a record to the values of a row, in the order of the columns.
   *
   * @throws UnstorableException if a field has no column, or one of another type
   */
  public Object[] row(IndexedRecord decoded) throws UnstorableException {
    return (Object[]) record.of(decoded);
  }

  private Column ofRecord(Schema schema, StructType struct, FieldNames names, String path) {
    around.push(schema.getFullName());
    List<Member> members = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      String fieldPath = FieldRules.path(path, field.name());
      if (!rules.leftOut().contains(fieldPath)) {
        int place = names.placeOf(rules.nameOf(fieldPath, field.name()));
        Column column =
            place == FieldNames.ABSENT
                ? value -> withoutColumn(value, fieldPath)
                : ofField(field.schema(), struct.fields().get(place), fieldPath);
        members.add(new Member(field.pos(), place, column, fieldPath));
      }
    }
    around.pop();
    return value -> struct((IndexedRecord) value, members, struct.fields().size());
  }

  /**
   * A field of a record.
   *
   * @param field its position in the record
   * @param place the position of its column in the row or struct
   */
  private record Member(int field, int place, Column column, String path) {}

  private static Object[] struct(IndexedRecord record, List<Member> members, int width)
      throws UnstorableException {
    Object[] struct = new Object[width];
    for (Member member : members) {
      Object value = member.column().of(record.get(member.field()));
      if (value != null && struct[member.place()] != null) {
        throw UnstorableException.twoFields(member.path());
      }
      if (value != null) {
        struct[member.place()] = value;
      }
    }
    return struct;
  }

  private Column ofField(Schema schema, Types.NestedField column, String path) {
    return rules.hashed().contains(path)
        ? column.type().typeId() == TypeID.STRING
            ? AvroScalars.hashed(schema, rules.hash(), path)
            : value -> value == null ? null : unstorable(column.type(), path).of("its hash")
        : of(schema, column.type(), column.fieldId(), path);
  }

  private Column of(Schema schema, Type type, int fieldId, String path) {
    if (schema.getType() == Schema.Type.UNION) {
      return ofUnion(schema, type, fieldId, path);
    }
    if (type.typeId() == TypeID.STRING && recurs(schema)) {
      jsonTexts.add(fieldId);
      return value -> value == null ? null : AVRO.toString(value);
    }
    Column column = ofPresent(schema, type, path);
    return value -> value == null ? null : column.of(value);
  }

  private Column ofPresent(Schema schema, Type type, String path) {
    return switch (schema.getType()) {
      case RECORD ->
          type instanceof StructType struct
              ? ofRecord(schema, struct, FieldNames.ofStruct(struct), path)
              : unstorable(type, path);
      case ARRAY ->
          type instanceof ListType list ? ofArray(schema, list, path) : unstorable(type, path);
      case MAP -> type instanceof MapType map ? ofMap(schema, map, path) : unstorable(type, path);
      default -> AvroScalars.of(schema, type, path).orElse(unstorable(type, path));
    };
  }

  private Column ofArray(Schema schema, ListType list, String path) {
    Column element = of(schema.getElementType(), list.elementType(), list.elementId(), path);
    return value -> {
      List<Object> elements = new ArrayList<>();
      for (Object each : (List<?>) value) {
        elements.add(element.of(each));
      }
      return elements;
    };
  }

  private Column ofMap(Schema schema, MapType map, String path) {
    Column of = of(schema.getValueType(), map.valueType(), map.valueId(), path);
    return value -> {
      Map<Object, Object> entries = new HashMap<>();
      for (Map.Entry<?, ?> each : ((Map<?, ?>) value).entrySet()) {
        entries.put(Given.stored(each.getKey().toString()), of.of(each.getValue()));
      }
      return entries;
    };
  }

  private Column ofUnion(Schema union, Type type, int fieldId, String path) {
    List<Schema> branches =
        union.getTypes().stream().filter(branch -> branch.getType() != Schema.Type.NULL).toList();
    if (branches.size() == 1) {
      return of(branches.get(0), type, fieldId, path);
    }
    if (type.typeId() == TypeID.STRING && recurs(union)) {
      jsonTexts.add(fieldId);
      return value -> value == null ? null : AVRO.toString(value);
    }
    List<Column> columns =
        type instanceof StructType struct
            ? ofBranches(union, struct, path)
            : union.getTypes().stream().map(branch -> of(branch, type, fieldId, path)).toList();
    return value -> value == null ? null : columns.get(AVRO.resolveUnion(union, value)).of(value);
  }

  /** A union as a struct with a field for each branch, of which one has the value. */
  private List<Column> ofBranches(Schema union, StructType struct, String path) {
    FieldNames names = FieldNames.ofStruct(struct);
    Set<String> used = new HashSet<>();
    List<Column> columns = new ArrayList<>();
    for (Schema branch : union.getTypes()) {
      String name = branch.getName().toLowerCase(Locale.ROOT);
      String branchPath = FieldRules.path(path, name);
      int place = names.placeOf(name);
      if (!used.add(name)) {
        columns.add(
            value -> {
              throw UnstorableException.twoFields(branchPath);
            });
      } else if (place == FieldNames.ABSENT) {
        columns.add(value -> withoutField(value, struct, branchPath));
      } else {
        Types.NestedField field = struct.fields().get(place);
        Column column = of(branch, field.type(), field.fieldId(), branchPath);
        columns.add(
            value -> {
              Object[] fields = new Object[struct.fields().size()];
              fields[place] = column.of(value);
              return fields;
            });
      }
    }
    return columns;
  }

  /** A branch without a field must be a record without fields. */
  private static Object[] withoutField(Object value, StructType struct, String path)
      throws UnstorableException {
    if (value instanceof IndexedRecord record && record.getSchema().getFields().isEmpty()) {
      return new Object[struct.fields().size()];
    }
    throw UnstorableException.noColumn(path);
  }

  /** Whether a value contains records of a kind that contains the value. */
  private boolean recurs(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> around.contains(schema.getFullName());
      case ARRAY -> recurs(schema.getElementType());
      case MAP -> recurs(schema.getValueType());
      case UNION -> schema.getTypes().stream().anyMatch(this::recurs);
      default -> false;
    };
  }

  private static Column unstorable(Type type, String path) {
    return value -> {
      throw UnstorableException.of(path, value, type);
    };
  }

  /** A field without a column must not have a value. */
  private Object withoutColumn(Object value, String path) throws UnstorableException {
    if (value instanceof IndexedRecord inner) {
      for (Schema.Field field : inner.getSchema().getFields()) {
        String fieldPath = FieldRules.path(path, field.name());
        if (!rules.leftOut().contains(fieldPath)) {
          withoutColumn(inner.get(field.pos()), fieldPath);
        }
      }
    } else if (value instanceof List<?> list) {
      for (Object element : list) {
        withoutColumn(element, path);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Object element : map.values()) {
        withoutColumn(element, path);
      }
    } else if (value != null) {
      throw UnstorableException.noColumn(path);
    }
    return null;
  }
}
