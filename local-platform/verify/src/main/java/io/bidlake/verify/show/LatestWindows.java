package io.bidlake.verify.show;

import com.github.freva.asciitable.ColumnData;
import io.bidlake.verify.lake.TableRows;
import io.bidlake.verify.report.TextTable;
import io.bidlake.verify.show.TableGallery.TableView;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.iceberg.Table;

/**
 * The rows of the latest windows of a windowed table.
 *
 * @param style the style of the table
 * @param rows the rows that are shown
 * @param more the number of rows that are not shown
 */
record LatestWindows(WindowStyle style, List<Object[]> rows, long more) implements TableView {

  static LatestWindows of(WindowStyle style, Table table, int count) {
    TreeSet<Object[]> latest = new TreeSet<>(style.order());
    long[] read = {0};
    new TableRows(style.layout(), table)
        .read(
            (layout, row) -> {
              read[0]++;
              latest.add(row.clone());
              if (latest.size() > count) {
                latest.pollLast();
              }
            });
    if (style.latestOnly() && !latest.isEmpty()) {
      long start = style.start(latest.first());
      latest.removeIf(row -> style.start(row) != start);
    }
    return new LatestWindows(style, List.copyOf(latest), read[0] - latest.size());
  }

  @Override
  public String asText(int width) {
    if (rows.isEmpty()) {
      return "(no rows)";
    }
    List<List<String>> columns =
        style.columns().stream()
            .map(
                column -> {
                  int place = style.layout().index(column.name());
                  // A list that may contain nulls.
                  List<Object> values = new ArrayList<>();
                  rows.forEach(row -> values.add(row[place]));
                  return column.texts(values);
                })
            .toList();
    List<ColumnData<Integer>> shown =
        IntStream.range(0, columns.size())
            .mapToObj(i -> column(style.columns().get(i), columns.get(i)))
            .toList();
    String table = TextTable.of(IntStream.range(0, rows.size()).boxed().toList(), shown);
    return more == 0
        ? table
        : table + System.lineSeparator() + "  and %,d rows more".formatted(more);
  }

  private static ColumnData<Integer> column(WindowColumn column, List<String> texts) {
    return column.isNumber()
        ? TextTable.figure(column.header(), texts::get)
        : TextTable.text(column.header(), texts::get);
  }
}
