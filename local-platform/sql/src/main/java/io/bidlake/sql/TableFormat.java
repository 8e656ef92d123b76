package io.bidlake.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;

/**
 * A table drawn with ASCII characters. The first 1,000 rows determine the column widths, so that a
 * result of any size can be streamed.
 *
 * <p>A table that is too wide for the screen is narrowed: first texts are truncated, the longest
 * ones most, then columns at the right are omitted, with a line that says so. Numbers are never
 * truncated.
 */
final class TableFormat extends LineFormat {

  static final int ANY_WIDTH = Integer.MAX_VALUE;

  private static final int MEASURED_ROWS = 1000;
  private static final int WIDEST = 60;

  /** Texts are not truncated below this width. */
  private static final int NARROWEST = 8;

  /** The characters per column besides its text: a space on each side and a border. */
  private static final int FRAME = 3;

  private static final String CUT = "\u2026";

  private final int screen;

  /**
   * @param screen the maximum width of a line, in columns of the terminal
   */
  TableFormat(int screen) {
    this.screen = screen;
  }

  @Override
  Iterator<String> lines(List<String> columns, Iterator<Object[]> rows) {
    List<Object[]> first = new ArrayList<>();
    while (rows.hasNext() && first.size() < MEASURED_ROWS) {
      first.add(rows.next());
    }
    int[] widths = fit(columns, first);
    String border = border(widths);
    List<String> above = List.of(border, line(columns.toArray(), widths), border);
    List<String> below = new ArrayList<>();
    if (!first.isEmpty()) {
      below.add(border);
    }
    if (widths.length < columns.size()) {
      below.add(
          "%d of %d columns fit; end the statement with \\G instead of ; to see all"
              .formatted(widths.length, columns.size()));
    }
    return new Concatenated<>(
        above.iterator(),
        first.stream().map(row -> line(row, widths)).iterator(),
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return rows.hasNext();
          }

          @Override
          public String next() {
            return line(rows.next(), widths);
          }
        },
        below.iterator());
  }

  /** The widths of the columns that fit, starting from the left. */
  private int[] fit(List<String> columns, List<Object[]> rows) {
    int[] wanted = new int[columns.size()];
    int[] least = new int[columns.size()];
    for (int i = 0; i < wanted.length; i++) {
      int column = i;
      int widest = rows.stream().mapToInt(row -> width(text(row[column]))).reduce(0, Math::max);
      wanted[i] = Math.min(Math.max(widest, width(columns.get(i))), WIDEST);
      boolean numbers = rows.stream().anyMatch(row -> row[column] instanceof Number);
      least[i] =
          numbers
              ? Math.max(widest, Math.min(wanted[i], NARROWEST))
              : Math.min(wanted[i], NARROWEST);
    }
    int count = wanted.length;
    while (count > 1 && IntStream.of(least).limit(count).sum() > spaceFor(count)) {
      count--;
    }
    int[] widths = Arrays.copyOf(wanted, count);
    while (IntStream.of(widths).sum() > spaceFor(count) && narrowWidest(widths, least)) {
      // All work is in the condition.
    }
    return widths;
  }

  private int spaceFor(int columns) {
    return screen - FRAME * columns - 1;
  }

  /** Narrows the widest column that can be narrowed by one; returns false if there is none. */
  private static boolean narrowWidest(int[] widths, int[] least) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    if (widest >= 0) {
      widths[widest]--;
    }
    return widest >= 0;
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
      String space = " ".repeat(Math.max(0, widths[i] - width(text)));
      // Numbers are right-aligned.
      String cell = cells[i] instanceof Number ? space + text : text + space;
      line.append(' ').append(cell).append(" |");
    }
    return line.toString();
  }

  private static String cut(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    return new AttributedString(text).columnSubSequence(0, width - 1) + CUT;
  }
}
