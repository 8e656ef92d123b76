package io.bidlake.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema.Field;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Collects the columns of a table and numbers them. */
final class Columns {

  private final List<NestedField> fields = new ArrayList<>();
  private final Set<Integer> key = new HashSet<>();
  private int lastId;

  /** Adds a column of the key: the table has one row for each of its values. */
  Columns key(String name, Type type, String doc) {
    required(name, type, doc);
    key.add(lastId);
    return this;
  }

  Columns required(String name, Type type, String doc) {
    fields.add(NestedField.required(++lastId, name, type, doc));
    return this;
  }

  Columns optional(String name, Type type, String doc) {
    fields.add(NestedField.optional(++lastId, name, type, doc));
    return this;
  }

  Columns optionalStrings(String name, String doc) {
    int id = ++lastId;
    Type list = Types.ListType.ofRequired(++lastId, Types.StringType.get());
    fields.add(NestedField.optional(id, name, list, doc));
    return this;
  }

  /** Adds a column for every field of a flat Avro record, with its name, type and documentation. */
  Columns allFieldsOf(org.apache.avro.Schema record) {
    for (Field field : record.getFields()) {
      if (field.schema().isNullable()) {
        optional(field.name(), typeOf(field, nonNull(field.schema())), field.doc());
      } else {
        required(field.name(), typeOf(field, field.schema()), field.doc());
      }
    }
    return this;
  }

  private static org.apache.avro.Schema nonNull(org.apache.avro.Schema nullable) {
    if (!nullable.isUnion() || nullable.getTypes().size() != 2) {
      return nullable;
    }
    int nullBranch = nullable.getIndexNamed("null");
    return nullable.getTypes().get(1 - nullBranch);
  }

  private static Type typeOf(Field field, org.apache.avro.Schema schema) {
    return switch (schema.getType()) {
      case STRING -> Types.StringType.get();
      case INT -> Types.IntegerType.get();
      case DOUBLE -> Types.DoubleType.get();
      case BOOLEAN -> Types.BooleanType.get();
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? Types.TimestampType.withZone()
              : Types.LongType.get();
      default ->
          throw new IllegalArgumentException(
              "field %s: a flat event has no column type for %s".formatted(field.name(), schema));
    };
  }

  Schema schema() {
    return new Schema(fields, key);
  }
}
