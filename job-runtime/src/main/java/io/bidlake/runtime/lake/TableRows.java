package io.bidlake.runtime.lake;

import io.bidlake.tables.TableDefinition;
import java.io.Serializable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;

/**
 * One table's rows among the outputs of an operator.
 *
 * @param <S> what a row is made of
 * @param definition the table
 * @param layout how its rows are laid out
 */
public record TableRows<S>(TableDefinition<S> definition, RowLayout layout)
    implements Serializable {

  /** How the rows of each table are laid out. */
  @FunctionalInterface
  public interface Layouts {
    <S> TableRows<S> of(TableDefinition<S> definition);
  }

  /** Rows of a table that is in the catalog just as it is defined. */
  public static <S> TableRows<S> asDefined(TableDefinition<S> definition) {
    return new TableRows<>(definition, RowLayout.of(definition, definition.schema()));
  }

  /** Marks the table's rows among the side outputs of an operator. */
  public OutputTag<RowData> tag() {
    return new OutputTag<>(definition.name(), layout.typeInformation());
  }

  /** The table's rows out of an operator that emits rows of several tables. */
  public DataStream<RowData> of(SingleOutputStreamOperator<?> operator) {
    return operator.getSideOutput(tag());
  }

  /** A writer of the table's rows. */
  public RowWriter<S> writer() {
    return new RowWriter<>(definition, layout);
  }
}
