package io.bidlake.runtime.lake;

import io.bidlake.tables.Column;
import io.bidlake.tables.Column.Part;
import io.bidlake.tables.TableDefinition;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;

/**
 * Makes the rows of a table, column by column as the table says. One row, filled again and again:
 * it is only valid until the next one is made. What the rows of an event share is filled once.
 *
 * @param <S> what a row is made of
 */
public final class RowWriter<S> {

  private final TableDefinition<S> table;
  private final int[] positions;
  private final GenericRowData row;
  private final RowFiller<S> filler;

  RowWriter(TableDefinition<S> table, RowLayout layout) {
    this.table = table;
    this.positions = layout.positions();
    this.row = new GenericRowData(layout.width());
    this.filler = RowFiller.of(table, positions);
  }

  /** The row that a source gives. */
  public RowData write(S source) {
    if (!(source instanceof Part part) || part.isFirst()) {
      filler.fillShared(row, source);
    }
    filler.fillOwn(row, source);
    return row;
  }

  /** The same as a change of the table. */
  public RowData write(RowKind change, S source) {
    write(source);
    row.setRowKind(change);
    return row;
  }

  /** Copies rows of the table that this one is a selection of, once they have been written. */
  public Copy copyOf(RowWriter<S> origin) {
    List<String> names = origin.table.columns().stream().map(Column::name).toList();
    int[] from =
        table.columns().stream()
            .mapToInt(column -> origin.positions[names.indexOf(column.name())])
            .toArray();
    return () -> {
      for (int i = 0; i < from.length; i++) {
        row.setField(positions[i], origin.row.getField(from[i]));
      }
      return row;
    };
  }

  /** Makes a row out of one that another writer has made. */
  @FunctionalInterface
  public interface Copy {
    RowData row();
  }
}
