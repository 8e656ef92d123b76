package io.bidlake.landing.avro;

import io.bidlake.landing.columns.ColumnNames;
import io.bidlake.landing.columns.FieldRules;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** Decides how the values of Avro schemas are stored. */
final class AvroValues {

  private static final Set<Schema.Type> WHOLE = Set.of(Schema.Type.INT, Schema.Type.LONG);
  private static final Set<Schema.Type> FLOATING = Set.of(Schema.Type.FLOAT, Schema.Type.DOUBLE);

  private final FieldRules rules;

  /** Names of the records in which the current schema is. */
  private final Deque<String> within = new ArrayDeque<>();

  AvroValues(FieldRules rules) {
    this.rules = rules;
  }

  /**
   * Returns how whole records are stored.
   *
   * @throws UndecodableRecordException if two of its fields have the same column
   */
  AvroRecord record(Schema schema) throws UndecodableRecordException {
    if (schema.getType() != Schema.Type.RECORD) {
      throw new UndecodableRecordException(
          Reason.INCOMPATIBLE_SCHEMA,
          "the schema of a table's records must be a record, was a " + schema.getType().getName());
    }
    return record(schema, "");
  }

  private AvroRecord record(Schema schema, String path) throws UndecodableRecordException {
    within.push(schema.getFullName());
    List<AvroRecord.Field> fields = new ArrayList<>();
    Map<String, String> fieldOfColumn = new HashMap<>();
    for (Schema.Field field : schema.getFields()) {
      String fieldPath = ColumnNames.path(path, field.name());
      if (rules.leaveOut().contains(fieldPath)) {
        fields.add(new AvroRecord.Field(null, field.schema(), null));
        continue;
      }
      String column = rules.column(path, field.name());
      String other = fieldOfColumn.putIfAbsent(ColumnNames.key(column), field.name());
      if (other != null) {
        throw collision(path, field.name(), other, column);
      }
      AvroValue value = of(field.schema(), fieldPath);
      fields.add(
          new AvroRecord.Field(
              column,
              field.schema(),
              rules.hash().contains(fieldPath) ? value.hashed(fieldPath, rules.hashKey()) : value));
    }
    within.pop();
    return new AvroRecord(fields);
  }

  private static UndecodableRecordException collision(
      String path, String field, String other, String column) {
    return new UndecodableRecordException(
        Reason.NAME_COLLISION,
        "fields %s and %s have the same column %s: rename or leave out one by a rule"
            .formatted(ColumnNames.path(path, other), ColumnNames.path(path, field), column));
  }

  private AvroValue of(Schema schema, String path) throws UndecodableRecordException {
    return switch (schema.getType()) {
      case RECORD ->
          within.contains(schema.getFullName())
              ? AvroValue.recursive(schema)
              : record(schema, path).struct();
      case UNION -> union(schema, path);
      case ARRAY -> AvroValue.list(of(schema.getElementType(), path));
      case MAP -> AvroValue.map(of(schema.getValueType(), path));
      default -> ScalarValues.of(schema, path);
    };
  }

  private AvroValue union(Schema union, String path) throws UndecodableRecordException {
    List<Schema> branches =
        union.getTypes().stream().filter(branch -> branch.getType() != Schema.Type.NULL).toList();
    if (branches.isEmpty()) {
      return AvroValue.NOTHING;
    }
    boolean isNumber = isOneOf(WHOLE, branches) || isOneOf(FLOATING, branches);
    List<AvroValue> values = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Schema branch : union.getTypes()) {
      String name = isNumber || branches.size() == 1 ? "" : nameOf(branch);
      AvroValue value =
          branch.getType() == Schema.Type.NULL
              ? AvroValue.NOTHING
              : of(branch, name.isEmpty() ? path : ColumnNames.path(path, name));
      if (!name.isEmpty() && branch.getType() != Schema.Type.NULL) {
        int other = names.indexOf(name);
        if (other >= 0) {
          throw collision(
              path, branch.getFullName(), union.getTypes().get(other).getFullName(), name);
        }
      }
      values.add(value);
      names.add(branch.getType() == Schema.Type.NULL ? null : name);
    }
    return branches.size() == 1 || isNumber
        ? AvroValue.oneOf(values)
        : AvroBranches.of(union, names, values);
  }

  /** Returns whether all branches are plain numbers of these types. */
  private static boolean isOneOf(Set<Schema.Type> types, List<Schema> branches) {
    return branches.stream()
        .allMatch(
            branch -> types.contains(branch.getType()) && branch.getProp("logicalType") == null);
  }

  /** Returns the name of the column of a branch. */
  private static String nameOf(Schema branch) {
    return ColumnNames.of(branch.getName().toLowerCase(Locale.ROOT));
  }
}
