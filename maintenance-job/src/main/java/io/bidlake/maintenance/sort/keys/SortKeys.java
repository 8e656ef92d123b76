package io.bidlake.maintenance.sort.keys;

import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.RowDataWrapper;

/**
 * Encodes sort keys as bytes: compared as unsigned bytes, the keys of two rows have the order that
 * the table's sort order defines. No key is a prefix of another.
 *
 * <p>If the order is unsorted, all keys are empty. Not thread-safe.
 */
public final class SortKeys {

  private final List<KeyPart> parts;

  private SortKeys(List<KeyPart> parts) {
    this.parts = parts;
  }

  /**
   * Returns the sort keys for rows of a schema.
   *
   * @throws org.apache.iceberg.exceptions.ValidationException if the schema lacks a column of the
   *     sort order
   */
  public static SortKeys of(Schema schema, SortOrder order) {
    SortOrder.checkCompatibility(order, schema);
    RowDataWrapper wrapper = new RowDataWrapper(FlinkSchemaUtil.convert(schema), schema.asStruct());
    return new SortKeys(
        order.fields().stream().map(field -> KeyPart.of(schema, field, wrapper)).toList());
  }

  /** Writes the key of a row, replacing the previous content. */
  public void write(RowData row, KeyBytes target) {
    target.clear();
    for (KeyPart part : parts) {
      part.append(row, target);
    }
  }
}
