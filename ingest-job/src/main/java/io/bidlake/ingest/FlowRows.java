package io.bidlake.ingest;

import io.bidlake.runtime.lake.RowWriter;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.table.data.RowData;

/**
 * Creates the rows of a flow for each of its tables. For a table that is selected from another, the
 * row is copied from that of the other.
 *
 * @param <S> source object of a row
 */
final class FlowRows<S> {

  /** Receives rows, which are valid only during the call. */
  @FunctionalInterface
  interface Output {

    /**
     * Takes a row.
     *
     * @param table index of its table in the flow
     */
    void emit(int table, RowData row);
  }

  private final List<TableDefinition<S>> tables = new ArrayList<>();
  private final List<Function<S, RowData>> makers = new ArrayList<>();

  FlowRows(List<TableRows<S>> rows) {
    List<RowWriter<S>> writers = new ArrayList<>();
    for (TableRows<S> table : rows) {
      RowWriter<S> writer = table.writer();
      int origin = positionOf(table.definition().origin());
      if (origin < 0) {
        makers.add(writer::write);
      } else {
        RowWriter.Copy copy = writer.copyOf(writers.get(origin));
        makers.add(source -> copy.row());
      }
      writers.add(writer);
      tables.add(table.definition());
    }
  }

  private int positionOf(TableDefinition<S> origin) {
    for (int i = 0; i < tables.size(); i++) {
      if (origin != null && tables.get(i).name().equals(origin.name())) {
        return i;
      }
    }
    return -1;
  }

  /** Emits the rows of a source object. */
  void of(S source, Output out) {
    for (int i = 0; i < makers.size(); i++) {
      if (tables.get(i).has(source)) {
        out.emit(i, makers.get(i).apply(source));
      }
    }
  }
}
