package io.bidlake.landing.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bidlake.landing.columns.FieldRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.types.Types.StructType;
import org.junit.jupiter.api.Test;

/** What a record's row contains does not depend on the columns that other records have created. */
class RandomJsonTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int SHAPES = 500;

  private final Random random = new Random(20);

  @Test
  void isTheSameRowInATableOfItsOwnFieldsAndInOneOfAllFields() throws Exception {
    JsonRows rows = new JsonRows(FieldRules.NONE);
    int sparse = 0;
    for (int i = 0; i < SHAPES; i++) {
      ObjectNode all = object(3);
      StructType allColumns = rows.columns(all);
      for (int j = 0; j < 10; j++) {
        JsonNode document =
            JsonRows.parse(thinnedObject(all).toString().getBytes(StandardCharsets.UTF_8));
        StructType ownColumns = rows.columns(document);
        assertThat(values(rows, allColumns, document))
            .as(document.toString())
            .isEqualTo(values(rows, ownColumns, document));
        sparse += document.toString().contains("[]") ? 1 : 0;
      }
    }
    assertThat(sparse).isPositive();
  }

  private ObjectNode object(int levels) {
    ObjectNode object = NODES.objectNode();
    int fields = 1 + random.nextInt(3);
    for (int i = 0; i < fields; i++) {
      object.set("f" + i, value(levels));
    }
    return object;
  }

  private JsonNode value(int levels) {
    return switch (random.nextInt(levels == 0 ? 3 : 5)) {
      case 0 -> NODES.numberNode(random.nextInt(100));
      case 1 -> NODES.textNode("text " + random.nextInt(100));
      case 2 -> NODES.booleanNode(random.nextBoolean());
      case 3 -> object(levels - 1);
      default -> {
        ArrayNode array = NODES.arrayNode();
        JsonNode element = value(levels - 1);
        for (int i = random.nextInt(3); i >= 0; i--) {
          array.add(element.deepCopy());
        }
        yield array;
      }
    };
  }

  /** Returns a value without some of its parts, or with null instead of them. */
  private JsonNode thinned(JsonNode value) {
    if (random.nextInt(8) == 0) {
      return NODES.nullNode();
    }
    if (value.isObject()) {
      return thinnedObject(value);
    }
    if (value.isArray()) {
      ArrayNode array = NODES.arrayNode();
      for (JsonNode element : value) {
        if (random.nextBoolean()) {
          array.add(thinned(element));
        }
      }
      return array;
    }
    return value;
  }

  private ObjectNode thinnedObject(JsonNode value) {
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (random.nextInt(4) > 0) {
        object.set(field.getKey(), thinned(field.getValue()));
      }
    }
    return object;
  }

  private static Object values(JsonRows rows, StructType columns, JsonNode document)
      throws Exception {
    RowData row = rows.reader(columns).read(document);
    assertThat(row).as("%s in %s", document, columns).isNotNull();
    return values(row, FlinkSchemaUtil.convert(new Schema(columns.fields())));
  }

  /** Returns the fields of a row that are not null. */
  private static Map<String, Object> values(RowData row, RowType type) {
    Map<String, Object> values = new TreeMap<>();
    for (int i = 0; i < type.getFieldCount(); i++) {
      Object value = RowData.createFieldGetter(type.getTypeAt(i), i).getFieldOrNull(row);
      if (value != null) {
        values.put(type.getFieldNames().get(i), value(value, type.getTypeAt(i)));
      }
    }
    return values;
  }

  private static Object value(Object value, LogicalType type) {
    if (value instanceof RowData row) {
      return values(row, (RowType) type);
    }
    if (value instanceof ArrayData array) {
      LogicalType elementType = ((ArrayType) type).getElementType();
      ArrayData.ElementGetter getter = ArrayData.createElementGetter(elementType);
      List<Object> elements = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        Object element = getter.getElementOrNull(array, i);
        elements.add(element == null ? null : value(element, elementType));
      }
      return elements;
    }
    return value;
  }
}
