package io.bidlake.verify.rows;

import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import io.bidlake.verify.sender.Given;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes the rows of one table from a source, column by column. Reuses the row. */
final class RowMaker<S> {

  private final Layout table;
  private final List<Function<S, Object>> columns;
  private final Object[] row;
  private final boolean[] optional;
  private final boolean[] own;

  /** What the last row was made of, and its values. */
  private final Object[] last;

  private final Object[] made;

  private int lastRepeated;

  private RowMaker(Layout table, List<Function<S, Object>> columns, Set<String> ownColumns) {
    this.table = table;
    this.columns = columns;
    this.row = new Object[columns.size()];
    this.optional = new boolean[row.length];
    this.own = new boolean[row.length];
    this.last = new Object[row.length];
    this.made = new Object[row.length];
    for (int i = 0; i < row.length; i++) {
      optional[i] = table.isOptional(i);
      own[i] = ownColumns.contains(table.columns().get(i));
    }
  }

  /**
   * Creates the maker; functions of columns that the table does not have are ignored.
   *
   * @param ownColumns columns that are not the same in all rows of an event
   * @throws IllegalStateException if there is no function for a column of the table
   */
  static <S> RowMaker<S> of(
      Layout table, Map<String, Function<S, Object>> byName, Set<String> ownColumns) {
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
            .toList(),
        ownColumns);
  }

  /**
   * Makes a row.
   *
   * @param repeated number of rows that would repeat what the event's rows share; 1 for the first
   */
  void make(S source, int repeated, RowConsumer rows) {
    boolean isSameEvent = repeated > 1 && repeated == lastRepeated;
    for (int i = 0; i < row.length; i++) {
      Object given = columns.get(i).apply(source);
      // A long text costs time only once for an event, however many rows it has.
      if (!isSameEvent || own[i] || given != last[i]) {
        made[i] = value(given, i, repeated);
      }
      last[i] = given;
      row[i] = made[i];
    }
    lastRepeated = repeated;
    rows.accept(table, row);
  }

  private Object value(Object given, int column, int repeated) {
    Object value = Given.value(given);
    if (optional[column] && value instanceof CharSequence text && !Given.isGiven(text)) {
      return null;
    }
    return repeated > 1 && !own[column] ? Given.repeated(value, repeated, optional[column]) : value;
  }
}
