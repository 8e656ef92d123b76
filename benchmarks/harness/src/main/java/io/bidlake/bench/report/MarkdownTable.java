package io.bidlake.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** A Markdown table: text is left-aligned, numbers right-aligned. */
final class MarkdownTable {

  private MarkdownTable() {}

  static String of(List<String> heading, List<List<String>> rows) {
    String rule = "| --- |" + " ---: |".repeat(heading.size() - 1);
    return line(heading)
        + rule
        + '\n'
        + rows.stream().map(MarkdownTable::line).collect(Collectors.joining());
  }

  /** Escapes text, so that it has no Markdown meaning anywhere in a page. */
  static String plain(String text) {
    return text.replaceAll("\\s+", " ")
        .replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([|*`\\[\\]])", "\\\\$1");
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
