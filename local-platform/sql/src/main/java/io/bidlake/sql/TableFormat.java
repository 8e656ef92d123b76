package io.bidlake.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;

/**
 * A table drawn with ASCII characters. The first 1,000 rows determine the column widths, so that a
 * result of any size can be streamed.
 *
 * <p>A table that is too wide for the screen is narrowed: first texts are truncated, the longest
 * ones most, then columns at the right are omitted, with a line that says so. Numbers are never
 * truncated.
 *
 * @param screen the maximum width of a line, in columns of the terminal
 */
record TableFormat(int screen) implements ResultFormat {

  static final int ANY_WIDTH = Integer.MAX_VALUE;

  private static final int MEASURED_ROWS = 1000;
  private static final int WIDEST = 60;

  /** Texts are not truncated below this width. */
  private static final int NARROWEST = 8;

  /** The characters per column besides its text: a space on each side and a border. */
  private static final int FRAME = 3;

  private static final String CUT = "\u2026";

  @Override
  public Stream<String> lines(List<String> columns, Iterator<Object[]> rows) {
    List<Object[]> first = new ArrayList<>();
    while (rows.hasNext() && first.size() < MEASURED_ROWS) {
      first.add(rows.next());
    }
    int[] widths = fit(columns, first);
    String border = border(widths);
    Stream<String> head = Stream.of(border, line(columns.toArray(), widths), border);
    Stream<String> body =
        Stream.concat(first.stream(), ResultFormat.stream(rows)).map(row -> line(row, widths));
    List<String> below = new ArrayList<>();
    if (!first.isEmpty()) {
      below.add(border);
    }
    if (widths.length < columns.size()) {
      below.add(
          "%d of %d columns fit; end the statement with \\G instead of ; to see all"
              .formatted(widths.length, columns.size()));
    }
    return Stream.concat(Stream.concat(head, body), below.stream()).map(line -> line + "\n");
  }

  /** The widths of the columns that fit, starting from the left. */
  private int[] fit(List<String> columns, List<Object[]> rows) {
    int[] widths = new int[columns.size()];
    int[] least = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      int widest =
          rows.stream().mapToInt(row -> Cells.width(Cells.line(row[column]))).reduce(0, Math::max);
      widths[i] = Math.min(Math.max(widest, Cells.width(columns.get(i))), WIDEST);
      least[i] = Math.min(widths[i], NARROWEST);
      if (rows.stream().anyMatch(row -> row[column] instanceof Number)) {
        least[i] = Math.max(widest, least[i]);
      }
    }
    int count = widths.length;
    while (count > 1 && IntStream.of(least).limit(count).sum() > spaceFor(count)) {
      count--;
    }
    int[] fitting = Arrays.copyOf(widths, count);
    for (int excess = IntStream.of(fitting).sum() - spaceFor(count); excess > 0; excess--) {
      // Narrows the widest column that can be narrowed.
      IntStream.range(0, count)
          .filter(i -> fitting[i] > least[i])
          .reduce((widest, i) -> fitting[i] > fitting[widest] ? i : widest)
          .ifPresent(widest -> fitting[widest]--);
    }
    return fitting;
  }

  private int spaceFor(int columns) {
    return screen - FRAME * columns - 1;
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
      String text = cut(Cells.line(cells[i]), widths[i]);
      String space = " ".repeat(Math.max(0, widths[i] - Cells.width(text)));
      // Numbers are right-aligned.
      String cell = cells[i] instanceof Number ? space + text : text + space;
      line.append(' ').append(cell).append(" |");
    }
    return line.toString();
  }

  private static String cut(String text, int width) {
    if (Cells.width(text) <= width) {
      return text;
    }
    return new AttributedString(text).columnSubSequence(0, width - 1) + CUT;
  }
}
