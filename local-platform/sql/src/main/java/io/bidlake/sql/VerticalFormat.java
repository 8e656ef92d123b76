package io.bidlake.sql;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One column per line, for rows that are wider than the screen. */
final class VerticalFormat extends LineFormat {

  @Override
  Iterator<String> lines(List<String> columns, Iterator<Object[]> rows) {
    int widest = columns.stream().mapToInt(LineFormat::width).max().orElse(0);
    return new Iterator<>() {
      private Iterator<String> lines = List.<String>of().iterator();
      private long number;

      @Override
      public boolean hasNext() {
        return lines.hasNext() || rows.hasNext();
      }

      @Override
      public String next() {
        if (!lines.hasNext()) {
          lines = row(++number, rows.next()).iterator();
        }
        return lines.next();
      }

      private List<String> row(long count, Object[] values) {
        List<String> all = new ArrayList<>();
        all.add("-[ row %d ]%s".formatted(count, "-".repeat(widest)));
        for (int i = 0; i < values.length; i++) {
          String column = columns.get(i);
          all.add(column + " ".repeat(widest - width(column)) + " | " + text(values[i]));
        }
        return all;
      }
    };
  }
}
