package io.bidlake.maintenance.sort.keys;

import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.RowDataWrapper;

/**
 * Encodes what a table is sorted by as bytes: compared without sign, the keys of two rows are in
 * the order in which the table's sort order has the rows. No key is the beginning of another.
 *
 * <p>Of an unsorted order all keys are empty. Not for use by several threads at a time.
 */
public final class SortKeys {

  private final List<KeyPart> parts;

  private SortKeys(List<KeyPart> parts) {
    this.parts = parts;
  }

  /**
   * Keys for rows of a schema.
   *
   * @throws org.apache.iceberg.exceptions.ValidationException if the schema lacks what the order
   *     sorts by
   */
  public static SortKeys of(Schema schema, SortOrder order) {
    SortOrder.checkCompatibility(order, schema);
    RowDataWrapper wrapper = new RowDataWrapper(FlinkSchemaUtil.convert(schema), schema.asStruct());
    return new SortKeys(
        order.fields().stream().map(field -> KeyPart.of(schema, field, wrapper)).toList());
  }

  /** Puts the key of a row in the place of what the bytes held. */
  public void write(RowData row, KeyBytes target) {
    target.clear();
    for (KeyPart part : parts) {
      part.append(row, target);
    }
  }
}
