package io.bidlake.runtime;

import io.bidlake.model.TableDefinition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;

/**
 * One table's rows among the outputs of an operator.
 *
 * @param definition the table
 * @param layout how its rows are laid out
 */
public record TableRows(TableDefinition definition, RowLayout layout) {

  /** Rows of a table that is in the catalog just as it is defined. */
  public static TableRows asDefined(TableDefinition definition) {
    return new TableRows(definition, RowLayout.of(definition, definition.schema()));
  }

  OutputTag<RowData> tag() {
    return new OutputTag<>(definition.name(), layout.typeInformation());
  }

  /** The table's rows out of an operator that emits rows of several tables. */
  public DataStream<RowData> of(SingleOutputStreamOperator<?> operator) {
    return operator.getSideOutput(tag());
  }

  /** A builder of the table's rows. */
  public RowBuilder builder() {
    return new RowBuilder(layout);
  }
}
