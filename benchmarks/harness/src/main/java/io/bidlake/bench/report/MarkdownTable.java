package io.bidlake.bench.report;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Markdown table whose columns are aligned in a terminal too: the first, of text, to the left,
 * the others, of numbers, to the right.
 */
final class MarkdownTable {

  private MarkdownTable() {}

  /** A column, and what it shows of a row. */
  record Column<R>(String title, Function<R, String> cell) {}

  static <R> String of(List<R> rows, List<Column<R>> columns) {
    List<Integer> widths = columns.stream().map(column -> width(column, rows)).toList();
    String format =
        widths.stream()
            .skip(1)
            .map(" %%%ds |"::formatted)
            .collect(Collectors.joining("", "| %%-%ds |".formatted(widths.get(0)), "\n"));
    String rule =
        widths.stream()
            .skip(1)
            .map(width -> " " + "-".repeat(width - 1) + ": |")
            .collect(Collectors.joining("", "| " + "-".repeat(widths.get(0)) + " |", "\n"));
    return format.formatted(columns.stream().map(Column::title).toArray())
        + rule
        + rows.stream()
            .map(
                row -> format.formatted(columns.stream().map(it -> it.cell().apply(row)).toArray()))
            .collect(Collectors.joining());
  }

  private static <R> int width(Column<R> column, List<R> rows) {
    return Stream.concat(Stream.of(column.title(), "---"), rows.stream().map(column.cell()))
        .mapToInt(String::length)
        .max()
        .orElseThrow();
  }

  /** Escapes text, so that it has no Markdown meaning anywhere in a page. */
  static String plain(String text) {
    return text.replaceAll("\\s+", " ")
        .replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([|*`\\[\\]])", "\\\\$1");
  }
}
