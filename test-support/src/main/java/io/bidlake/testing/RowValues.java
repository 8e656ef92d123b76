package io.bidlake.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;

/** Reads rows by column name. For modules that depend on Flink and Iceberg. */
public final class RowValues {

  private RowValues() {}

  /** Returns the values by column name of a row with the layout of the schema. */
  public static Map<String, Object> of(Schema schema, RowData row) {
    RowType type = FlinkSchemaUtil.convert(schema);
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < type.getFieldCount(); i++) {
      Object value = RowData.createFieldGetter(type.getTypeAt(i), i).getFieldOrNull(row);
      values.put(type.getFieldNames().get(i), plain(value));
    }
    return values;
  }

  private static Object plain(Object value) {
    if (value instanceof StringData) {
      return value.toString();
    }
    if (value instanceof TimestampData time) {
      return time.toInstant();
    }
    if (value instanceof ArrayData array) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        texts.add(array.getString(i).toString());
      }
      return texts;
    }
    return value;
  }
}
