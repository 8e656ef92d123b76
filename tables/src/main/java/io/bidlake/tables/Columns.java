package io.bidlake.tables;

import io.bidlake.tables.Column.Presence;
import io.bidlake.tables.Column.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificRecord;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Collects the columns of a table.
 *
 * @param <S> source object of a row
 */
public final class Columns<S> {

  private final List<Column<S>> columns = new ArrayList<>();

  /** Adds a column that is part of the key: the table has one row per key. */
  public <J> Columns<S> key(
      String name, ColumnType<J> type, Value<S, ? extends J> value, String doc) {
    return add(new Column<>(name, type, Presence.KEY, value, doc));
  }

  public <J> Columns<S> required(
      String name, ColumnType<J> type, Value<S, ? extends J> value, String doc) {
    return add(new Column<>(name, type, Presence.REQUIRED, value, doc));
  }

  public <J> Columns<S> optional(
      String name, ColumnType<J> type, Value<S, ? extends J> value, String doc) {
    return add(new Column<>(name, type, Presence.OPTIONAL, value, doc));
  }

  private Columns<S> add(Column<S> column) {
    columns.add(column);
    return this;
  }

  /**
   * Adds a column for each field of a flat Avro record, with its name, type and documentation.
   *
   * @param event extracts the record from the source object of a row
   */
  public Columns<S> allFieldsOf(
      org.apache.avro.Schema record, Value<S, ? extends SpecificRecord> event) {
    for (Field field : record.getFields()) {
      int position = field.pos();
      boolean nullable = field.schema().isNullable();
      add(
          new Column<>(
              field.name(),
              typeOf(field, nullable ? nonNull(field.schema()) : field.schema()),
              nullable ? Presence.OPTIONAL : Presence.REQUIRED,
              source -> event.of(source).get(position),
              field.doc()));
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

  private static ColumnType<?> typeOf(Field field, org.apache.avro.Schema schema) {
    return switch (schema.getType()) {
      case STRING -> ColumnType.TEXT;
      case INT -> ColumnType.INT;
      case DOUBLE -> ColumnType.DOUBLE;
      case BOOLEAN -> ColumnType.BOOLEAN;
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? ColumnType.INSTANT
              : ColumnType.LONG;
      default ->
          throw new IllegalArgumentException(
              "field %s: a flat event has no column type for %s".formatted(field.name(), schema));
    };
  }

  /** Returns the columns in the order in which they were added. */
  public List<Column<S>> all() {
    return List.copyOf(columns);
  }

  /** Returns the Iceberg schema of the columns, with field ids. */
  static Schema schemaOf(List<? extends Column<?>> columns) {
    List<NestedField> fields = new ArrayList<>();
    Set<Integer> key = new HashSet<>();
    int id = 0;
    for (Column<?> column : columns) {
      int columnId = ++id;
      Type type = column.type().inTable();
      if (type.isListType()) {
        type = Types.ListType.ofRequired(++id, type.asListType().elementType());
      }
      fields.add(
          column.presence() == Presence.OPTIONAL
              ? NestedField.optional(columnId, column.name(), type, column.doc())
              : NestedField.required(columnId, column.name(), type, column.doc()));
      if (column.presence() == Presence.KEY) {
        key.add(columnId);
      }
    }
    return new Schema(fields, key);
  }
}
