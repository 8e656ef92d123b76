package io.bidlake.runtime.lake;

import io.bidlake.tables.TableDefinition;
import java.io.Serializable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;

/**
 * The rows of one table among the outputs of an operator.
 *
 * @param <S> source object of a row
 * @param definition the table
 * @param layout layout of its rows
 */
public record TableRows<S>(TableDefinition<S> definition, RowLayout layout)
    implements Serializable {

  /** Provides the rows of each table with their layout. */
  @FunctionalInterface
  public interface Layouts {
    <S> TableRows<S> of(TableDefinition<S> definition);
  }

  /** Returns the rows of a table whose layout is exactly that of the definition. */
  public static <S> TableRows<S> asDefined(TableDefinition<S> definition) {
    return new TableRows<>(definition, RowLayout.of(definition, definition.schema()));
  }

  /** Returns the tag of the table's rows among the side outputs of an operator. */
  public OutputTag<RowData> tag() {
    return new OutputTag<>(definition.name(), layout.typeInformation());
  }

  /** Returns the table's rows from an operator that emits rows of several tables. */
  public DataStream<RowData> of(SingleOutputStreamOperator<?> operator) {
    return operator.getSideOutput(tag());
  }

  /** Creates a writer of the table's rows. */
  public RowWriter<S> writer() {
    return new RowWriter<>(definition, layout);
  }
}
