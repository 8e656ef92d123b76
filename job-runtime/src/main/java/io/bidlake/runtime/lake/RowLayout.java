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
 * The positions of a definition's columns in the rows of a table. The sink expects rows in the
 * column order of the table, which differs from that of the definition if columns were added later.
 */
public final class RowLayout implements Serializable {

  private final RowType rowType;
  private final int[] positions;

  private RowLayout(RowType rowType, int[] positions) {
    this.rowType = rowType;
    this.positions = positions;
  }

  /** Returns the layout of a table that has all columns of the definition. */
  public static RowLayout of(TableDefinition<?> definition, Schema tableSchema) {
    List<String> present = tableSchema.columns().stream().map(NestedField::name).toList();
    int[] positions =
        definition.schema().columns().stream()
            .mapToInt(column -> present.indexOf(column.name()))
            .toArray();
    return new RowLayout(FlinkSchemaUtil.convert(tableSchema), positions);
  }

  /** Returns the position in a row of each column of the definition. */
  int[] positions() {
    return positions;
  }

  /** Returns the number of fields of a row, including columns that are not in the definition. */
  int width() {
    return rowType.getFieldCount();
  }

  public TypeInformation<RowData> typeInformation() {
    return FlinkCompatibilityUtil.toTypeInfo(rowType);
  }
}
