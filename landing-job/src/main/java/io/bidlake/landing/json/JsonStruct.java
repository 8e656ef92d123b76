package io.bidlake.landing.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.landing.columns.ColumnNames;
import io.bidlake.landing.columns.FieldRules;
import io.bidlake.landing.columns.KeyedHash;
import io.bidlake.runtime.avro.UndecodableRecordException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/** Reads the fields of JSON objects into the fields of a struct or the columns of a table. */
final class JsonStruct {

  private final List<NestedField> columns;
  private final String path;
  private final FieldRules rules;
  private final Map<String, Integer> positions = new HashMap<>();

  /** Fields by their name in JSON. Only those that have a column: senders choose the others. */
  private final Map<String, Field> fields = new HashMap<>();

  private record Field(String path, int position, JsonValue value) {}

  JsonStruct(StructType struct, String path, FieldRules rules) {
    this.columns = struct.fields();
    this.path = path;
    this.rules = rules;
    for (int i = 0; i < columns.size(); i++) {
      positions.put(ColumnNames.key(columns.get(i).name()), i);
    }
  }

  int width() {
    return columns.size();
  }

  /**
   * Fills the columns of the fields; the others become null.
   *
   * @return whether all fields whose values tell a type have a column of their type
   */
  boolean fill(GenericRowData row, JsonNode object) throws UndecodableRecordException {
    for (int i = 0; i < columns.size(); i++) {
      row.setField(i, null);
    }
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      JsonNode node = entry.getValue();
      if (node.isNull()) {
        continue;
      }
      Field field = fields.get(entry.getKey());
      String fieldPath = field == null ? ColumnNames.path(path, entry.getKey()) : field.path;
      if ((field == null && rules.leaveOut().contains(fieldPath))
          || (node.isContainerNode() && !JsonShape.tellsType(node, fieldPath, rules))) {
        continue;
      }
      if (field == null) {
        field = fieldOf(entry.getKey(), fieldPath);
        if (field == null) {
          return false;
        }
      }
      if (!row.isNullAt(field.position)) {
        throw JsonShape.collision(fieldPath, columns.get(field.position).name());
      }
      Object value = field.value.of(node);
      if (value == JsonValue.OTHER_TYPE) {
        return false;
      }
      row.setField(field.position, value);
    }
    return true;
  }

  /** Returns the field with a name; null if it has no column. */
  private Field fieldOf(String name, String fieldPath) {
    Integer position = positions.get(ColumnNames.key(rules.column(path, name)));
    if (position == null) {
      return null;
    }
    JsonValue value = JsonValues.of(columns.get(position).type(), fieldPath, rules);
    if (rules.hash().contains(fieldPath)) {
      KeyedHash hash = new KeyedHash(rules.hashKey(), fieldPath);
      value = node -> hash.of(JsonValues.natural(node));
    }
    Field field = new Field(fieldPath, position, value);
    if (fields.size() < 2 * columns.size()) { // Many names can differ by case only.
      fields.put(name, field);
    }
    return field;
  }
}
