package io.bidlake.runtime.lake;

import io.bidlake.tables.TableDefinition;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.util.FlinkCompatibilityUtil;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Where the columns of a definition stand in the rows of a table. The sink takes rows in the
 * table's own order, which columns that were added later, by us or by hand, make another one.
 */
public final class RowLayout implements Serializable {

  private final RowType rowType;
  private final int[] positions;

  private RowLayout(RowType rowType, int[] positions) {
    this.rowType = rowType;
    this.positions = positions;
  }

  /** The layout of a table that has all columns of the definition. */
  public static RowLayout of(TableDefinition<?> definition, Schema tableSchema) {
    List<String> present = tableSchema.columns().stream().map(NestedField::name).toList();
    int[] positions =
        definition.schema().columns().stream()
            .mapToInt(column -> present.indexOf(column.name()))
            .toArray();
    return new RowLayout(FlinkSchemaUtil.convert(tableSchema), positions);
  }

  /** Positions in the row of the definition's columns. */
  int[] positions() {
    return positions;
  }

  /** Fields of a row, those that the definition does not know included. */
  int width() {
    return rowType.getFieldCount();
  }

  public TypeInformation<RowData> typeInformation() {
    return FlinkCompatibilityUtil.toTypeInfo(rowType);
  }
}
