package io.bidlake.landing.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.landing.columns.ColumnNames;
import io.bidlake.landing.columns.FieldRules;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/** Infers the columns that a JSON object needs. */
final class JsonShape {

  private final FieldRules rules;
  private int ids;

  private JsonShape(FieldRules rules) {
    this.rules = rules;
  }

  /**
   * Returns the columns of an object.
   *
   * @throws UndecodableRecordException if two fields have the same column, or the elements of an
   *     array have no common type
   */
  static StructType of(JsonNode document, FieldRules rules) throws UndecodableRecordException {
    return new JsonShape(rules).struct(document, "");
  }

  private StructType struct(JsonNode object, String path) throws UndecodableRecordException {
    Map<String, NestedField> columns = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String fieldPath = ColumnNames.path(path, field.getKey());
      if (rules.leaveOut().contains(fieldPath) || !tellsType(field.getValue(), fieldPath, rules)) {
        continue;
      }
      Type type = typeOf(field.getValue(), fieldPath);
      String column = rules.column(path, field.getKey());
      if (columns.put(ColumnNames.key(column), NestedField.optional(++ids, column, type)) != null) {
        throw collision(fieldPath, column);
      }
    }
    return StructType.of(List.copyOf(columns.values()));
  }

  static UndecodableRecordException collision(String path, String column) {
    return new UndecodableRecordException(
        Reason.NAME_COLLISION,
        "%s and another field have the same column %s: rename or leave out one by a rule"
            .formatted(path, column));
  }

  /**
   * Returns whether a value tells the type of its column. One that does not is null in its row,
   * also if the column exists: what a record's row contains must not depend on the records before
   * it.
   *
   * @param path path of the field
   */
  static boolean tellsType(JsonNode value, String path, FieldRules rules) {
    if (value.isNull() || !value.isContainerNode()) {
      return !value.isNull();
    }
    if (rules.hash().contains(path) || rules.columns().containsKey(path)) {
      return true;
    }
    if (value.isArray()) {
      for (JsonNode element : value) {
        if (tellsType(element, path, rules)) {
          return true;
        }
      }
      return false;
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String fieldPath = ColumnNames.path(path, field.getKey());
      if (!rules.leaveOut().contains(fieldPath) && tellsType(field.getValue(), fieldPath, rules)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the type of the column of a value that {@link #tellsType tells it}. */
  private Type typeOf(JsonNode value, String path) throws UndecodableRecordException {
    if (rules.hash().contains(path)) {
      return Types.StringType.get();
    }
    Type given = rules.columns().get(path);
    if (given != null) {
      return given;
    }
    return switch (value.getNodeType()) {
      case STRING -> Types.StringType.get();
      case BOOLEAN -> Types.BooleanType.get();
      case NUMBER -> ofNumber(value);
      case OBJECT -> struct(value, path);
      case ARRAY -> ListType.ofOptional(++ids, elementOf(value, path));
      default ->
          throw new IllegalArgumentException(
              "%s must be a value of JSON, was %s".formatted(path, value.getNodeType()));
    };
  }

  private static Type ofNumber(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong()
        ? Types.LongType.get()
        : Types.DoubleType.get();
  }

  private Type elementOf(JsonNode array, String path) throws UndecodableRecordException {
    Type common = null;
    for (JsonNode element : array) {
      if (tellsType(element, path, rules)) {
        Type type = typeOf(element, path);
        common = common == null ? type : common(common, type, path);
      }
    }
    return common;
  }

  /** Returns the type of a column that stores the values of two types. */
  private Type common(Type one, Type other, String path) throws UndecodableRecordException {
    if (one.isStructType() && other.isStructType()) {
      Map<String, NestedField> fields = new LinkedHashMap<>();
      one.asStructType()
          .fields()
          .forEach(field -> fields.put(ColumnNames.key(field.name()), field));
      for (NestedField field : other.asStructType().fields()) {
        String key = ColumnNames.key(field.name());
        NestedField same = fields.get(key);
        fields.put(
            key,
            same == null
                ? field
                : NestedField.optional(
                    same.fieldId(),
                    same.name(),
                    common(same.type(), field.type(), ColumnNames.path(path, field.name()))));
      }
      return StructType.of(new ArrayList<>(fields.values()));
    }
    if (one.isListType() && other.isListType()) {
      return ListType.ofOptional(
          ++ids, common(one.asListType().elementType(), other.asListType().elementType(), path));
    }
    if (one.equals(other)) {
      return one;
    }
    if (isNumber(one) && isNumber(other)) {
      return Types.DoubleType.get();
    }
    throw new UndecodableRecordException(
        Reason.IRRECONCILABLE,
        "the elements of %s must have one type, had %s and %s"
            .formatted(path, one.typeId(), other.typeId()));
  }

  private static boolean isNumber(Type type) {
    return type.typeId() == TypeID.LONG || type.typeId() == TypeID.DOUBLE;
  }
}
