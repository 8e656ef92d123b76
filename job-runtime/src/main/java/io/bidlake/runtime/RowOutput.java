package io.bidlake.runtime;

import io.bidlake.model.TableDefinition;
import org.apache.flink.table.data.RowData;

/** Takes rows for tables. */
@FunctionalInterface
public interface RowOutput {

  void emit(TableDefinition table, RowData row);
}
