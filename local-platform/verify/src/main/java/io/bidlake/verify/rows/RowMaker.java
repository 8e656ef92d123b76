package io.bidlake.verify.rows;

import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import io.bidlake.verify.sender.Given;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes the rows of one table from a source, column by column. Reuses the row. */
final class RowMaker<S> {

  private final Layout table;
  private final List<Function<S, Object>> columns;
  private final Object[] row;
  private final boolean[] optional;

  private RowMaker(Layout table, List<Function<S, Object>> columns) {
    this.table = table;
    this.columns = columns;
    this.row = new Object[columns.size()];
    this.optional = new boolean[row.length];
    for (int i = 0; i < row.length; i++) {
      optional[i] = table.isOptional(i);
    }
  }

  /**
   * Creates the maker; functions of columns that the table does not have are ignored.
   *
   * @throws IllegalStateException if there is no function for a column of the table
   */
  static <S> RowMaker<S> of(Layout table, Map<String, Function<S, Object>> byName) {
    return new RowMaker<>(
        table,
        table.columns().stream()
            .map(
                name -> {
                  Function<S, Object> column = byName.get(name);
                  if (column == null) {
                    throw new IllegalStateException(
                        "%s.%s: nothing says what Kafka has for it".formatted(table, name));
                  }
                  return column;
                })
            .toList());
  }

  void make(S source, RowConsumer rows) {
    for (int i = 0; i < row.length; i++) {
      row[i] = Given.value(columns.get(i).apply(source));
      if (optional[i] && row[i] instanceof CharSequence text && !Given.isGiven(text)) {
        row[i] = null;
      }
    }
    rows.accept(table, row);
  }
}
