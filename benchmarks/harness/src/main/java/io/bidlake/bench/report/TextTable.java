package io.bidlake.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table for the terminal. The first column is text, and is wrapped if the line gets too long. */
final class TextTable {

  private static final String GAP = "  ";
  private static final int NARROWEST = 12;

  private TextTable() {}

  static String of(int width, List<String> heading, List<List<String>> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(heading);
    cells.addAll(rows);
    int[] widths =
        IntStream.range(0, heading.size())
            .map(column -> cells.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    int others = IntStream.of(widths).skip(1).map(other -> other + GAP.length()).sum();
    widths[0] = Math.min(widths[0], Math.max(NARROWEST, width - others));
    StringBuilder table = new StringBuilder();
    for (List<String> row : cells) {
      append(table, row, widths);
      if (row == heading) {
        table.append("-".repeat(widths[0] + others)).append('\n');
      }
    }
    return table.toString();
  }

  private static void append(StringBuilder table, List<String> row, int[] widths) {
    List<String> first = wrapped(row.get(0), widths[0]);
    for (int line = 0; line < first.size(); line++) {
      StringBuilder text = new StringBuilder(padded(first.get(line), widths[0]));
      for (int column = 1; line == 0 && column < row.size(); column++) {
        String cell = row.get(column);
        text.append(GAP).append(" ".repeat(widths[column] - cell.length())).append(cell);
      }
      table.append(text.toString().stripTrailing()).append('\n');
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** Wraps text to lines of at most {@code width} characters; longer words are not broken. */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** A paragraph with a mark before its first line and a hanging indent. */
  static String item(int width, String mark, String text) {
    return wrapped(text, width - mark.length()).stream()
            .collect(Collectors.joining('\n' + " ".repeat(mark.length()), mark, ""))
        + '\n';
  }
}
