package io.bidlake.runtime.lake;

import io.bidlake.tables.Column;
import io.bidlake.tables.Column.Part;
import io.bidlake.tables.TableDefinition;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;

/**
 * Creates the rows of a table. One row object is reused, so a row is valid only until the next one
 * is written. The columns that the rows of an event share are filled once.
 *
 * @param <S> source object of a row
 */
public final class RowWriter<S> {

  private final TableDefinition<S> table;
  private final int[] positions;
  private final GenericRowData row;
  private final RowFiller<S> filler;
  private final RepeatedTexts repeated;

  /** Whether the row has all texts that the rows of an event share, also the long ones. */
  private boolean isWhole;

  /**
   * @param rowType the columns of a row, with all columns of the table's definition
   */
  RowWriter(TableDefinition<S> table, RowType rowType) {
    this.table = table;
    List<String> present = rowType.getFieldNames();
    this.positions =
        table.columns().stream().mapToInt(column -> present.indexOf(column.name())).toArray();
    this.row = new GenericRowData(present.size());
    this.filler = RowFiller.of(table, positions);
    this.repeated = RepeatedTexts.of(table.columns(), positions);
  }

  /** Returns the row of a source object. */
  public RowData write(S source) {
    if (!(source instanceof Part part) || part.isFirst()) {
      filler.fillShared(row, source);
      isWhole = true;
    } else if (isWhole) {
      repeated.shorten(row, part.parts());
      isWhole = false;
    }
    filler.fillOwn(row, source);
    return row;
  }

  /** Returns the row of a source object with a row kind. */
  public RowData write(RowKind change, S source) {
    write(source);
    row.setRowKind(change);
    return row;
  }

  /**
   * Returns a copier that makes rows of this table from the last row of the table from which it is
   * selected.
   */
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

  /** Makes a row from the last row of another writer. */
  @FunctionalInterface
  public interface Copy {
    RowData row();
  }
}
