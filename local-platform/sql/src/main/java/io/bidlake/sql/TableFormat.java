package io.bidlake.sql;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A drawn table. The first rows decide how wide the columns are, so that no result is too large.
 */
final class TableFormat implements ResultFormat {

  private static final int MEASURED_ROWS = 1000;
  private static final int WIDEST = 60;
  private static final String NULL = "NULL";

  @Override
  public long write(List<String> columns, Iterator<Object[]> rows, PrintWriter out) {
    List<Object[]> first = new ArrayList<>();
    while (rows.hasNext() && first.size() < MEASURED_ROWS) {
      first.add(rows.next());
    }
    int[] widths = widths(columns, first);
    String border = border(widths);
    out.println(border);
    out.println(line(columns.toArray(), widths));
    out.println(border);
    first.forEach(row -> out.println(line(row, widths)));
    long count = first.size();
    while (rows.hasNext()) {
      out.println(line(rows.next(), widths));
      count++;
    }
    if (count > 0) {
      out.println(border);
    }
    return count;
  }

  private static int[] widths(List<String> columns, List<Object[]> rows) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          rows.stream()
              .mapToInt(row -> text(row[column]).length())
              .reduce(columns.get(i).length(), Math::max);
      widths[i] = Math.min(widths[i], WIDEST);
    }
    return widths;
  }

  private static String border(int[] widths) {
    StringBuilder border = new StringBuilder("+");
    for (int width : widths) {
      border.append("-".repeat(width + 2)).append('+');
    }
    return border.toString();
  }

  private static String line(Object[] cells, int[] widths) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < widths.length; i++) {
      String text = cut(text(cells[i]), widths[i]);
      String space = " ".repeat(widths[i] - text.length());
      // Numbers are read from the right.
      String cell = cells[i] instanceof Number ? space + text : text + space;
      line.append(' ').append(cell).append(" |");
    }
    return line.toString();
  }

  private static String text(Object value) {
    String text = Cells.text(value);
    return text == null ? NULL : text.replace("\r", "").replace('\n', ' ');
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 3)) + "...";
  }
}
