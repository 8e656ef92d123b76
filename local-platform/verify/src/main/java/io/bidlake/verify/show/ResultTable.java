package io.bidlake.verify.show;

import io.bidlake.verify.report.TextTable;
import io.bidlake.verify.store.Store;
import java.sql.ResultSetMetaData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The first rows of a query, fitted to the width of the console. Columns in which the rows differ
 * take precedence over those with the same value in all rows; omitted columns are listed.
 *
 * @param columns the names of all columns
 * @param rows the values of the rows
 * @param more the number of rows that are not shown
 */
record ResultTable(List<String> columns, List<List<Object>> rows, long more) {

  /** Longer values are truncated: the start of an id distinguishes it from others. */
  private static final int WIDEST = 32;

  private static final int BORDER = 3;

  /** The amount from which on two decimals are shown; smaller amounts have four. */
  private static final double LARGE = 100;

  static ResultTable of(Store store, String sql, int most) {
    List<String> columns = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    long[] count = {0};
    store.each(
        sql,
        row -> {
          ResultSetMetaData names = row.getMetaData();
          List<Object> values = new ArrayList<>();
          for (int i = 1; i <= names.getColumnCount(); i++) {
            if (count[0] == 0) {
              columns.add(names.getColumnName(i));
            }
            values.add(row.getObject(i));
          }
          if (count[0]++ < most) {
            rows.add(values);
          }
        });
    return new ResultTable(columns, rows, count[0] - rows.size());
  }

  /** Formats the rows as text, at most {@code width} characters wide if possible. */
  String asText(int width) {
    if (rows.isEmpty()) {
      return "(no rows)";
    }
    List<List<String>> texts = IntStream.range(0, columns.size()).mapToObj(this::texts).toList();
    List<Integer> shown = shown(texts, width);
    List<String> left = new ArrayList<>(columns);
    shown.forEach(column -> left.remove(columns.get(column)));
    String table =
        TextTable.of(
            IntStream.range(0, rows.size()).boxed().toList(),
            shown.stream()
                .map(
                    column ->
                        isNumber(column)
                            ? TextTable.figure(columns.get(column), texts.get(column)::get)
                            : TextTable.text(columns.get(column), texts.get(column)::get))
                .toList());
    return table
        + (left.isEmpty() ? "" : "%n  not shown: %s".formatted(String.join(", ", left)))
        + (more == 0 ? "" : "%n  and %,d rows more".formatted(more));
  }

  private boolean isNumber(int column) {
    return rows.stream()
        .map(row -> row.get(column))
        .filter(Objects::nonNull)
        .allMatch(Number.class::isInstance);
  }

  /** The values of a column as texts; the largest amount determines the number of decimals. */
  private List<String> texts(int column) {
    boolean isLarge =
        rows.stream()
            .anyMatch(row -> row.get(column) instanceof Double amount && Math.abs(amount) >= LARGE);
    return rows.stream().map(row -> text(row.get(column), isLarge)).toList();
  }

  private static String text(Object value, boolean isLarge) {
    if (value instanceof Double amount) {
      return String.format(Locale.ROOT, isLarge ? "%,.2f" : "%,.4f", amount);
    }
    if (value instanceof Integer || value instanceof Long) {
      return String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
    }
    String text = Objects.toString(value, "");
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 3) + "...";
  }

  private List<Integer> shown(List<List<String>> texts, int width) {
    List<Integer> wanted =
        IntStream.range(0, columns.size())
            .filter(column -> rows.stream().anyMatch(row -> row.get(column) != null))
            .boxed()
            .sorted(
                Comparator.comparing(column -> texts.get(column).stream().distinct().count() == 1))
            .toList();
    List<Integer> shown = new ArrayList<>();
    int used = 1;
    for (int column : wanted) {
      int longest = texts.get(column).stream().mapToInt(String::length).max().orElse(0);
      int needed = Math.max(columns.get(column).length(), longest) + BORDER;
      if (used + needed <= width) {
        shown.add(column);
        used += needed;
      }
    }
    Collections.sort(shown);
    return shown;
  }
}
