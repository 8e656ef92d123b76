package io.bidlake.runtime.lake;

import io.bidlake.tables.TableDefinition;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.OutputTag;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.util.FlinkCompatibilityUtil;

/**
 * The rows of one table among the outputs of an operator.
 *
 * @param <S> source object of a row
 * @param definition the table
 * @param rowType its columns in the order of the table in the catalog, which differs from that of
 *     the definition if columns were added later
 */
public record TableRows<S>(TableDefinition<S> definition, RowType rowType) implements Serializable {

  /** Provides the rows of each table with their layout. */
  @FunctionalInterface
  public interface Layouts {
    <S> TableRows<S> of(TableDefinition<S> definition);
  }

  /** Returns the rows of a table whose layout is exactly that of the definition. */
  public static <S> TableRows<S> asDefined(TableDefinition<S> definition) {
    return new TableRows<>(definition, FlinkSchemaUtil.convert(definition.schema()));
  }

  public TypeInformation<RowData> typeInformation() {
    return FlinkCompatibilityUtil.toTypeInfo(rowType);
  }

  /** Returns the tag of the table's rows among the side outputs of an operator. */
  public OutputTag<RowData> tag() {
    return new OutputTag<>(definition.name(), typeInformation());
  }

  /** Returns the table's rows from an operator that emits rows of several tables. */
  public DataStream<RowData> of(SingleOutputStreamOperator<?> operator) {
    return operator.getSideOutput(tag());
  }

  /** Creates a writer of the table's rows. */
  public RowWriter<S> writer() {
    return new RowWriter<>(definition, rowType);
  }
}
