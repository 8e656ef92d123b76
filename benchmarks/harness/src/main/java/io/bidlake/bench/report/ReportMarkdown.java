package io.bidlake.bench.report;

import static io.bidlake.bench.report.MarkdownTable.plain;

import io.bidlake.bench.report.MarkdownTable.Column;
import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Curve;
import io.bidlake.bench.result.Report;
import io.bidlake.bench.result.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as a Markdown page, with its charts as files in the same folder. */
public final class ReportMarkdown {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ReportMarkdown() {}

  /**
   * Writes the page and its charts, whose names start with the page's name.
   *
   * @param command the command that repeats the benchmark
   */
  public static void write(Report report, String command, Path page) throws IOException {
    Charts charts = new Charts(page);
    StringBuilder text = new StringBuilder("# Benchmark: ").append(plain(report.benchmark()));
    text.append("\n\n").append(setting(report.setting(), command));
    for (Comparison comparison : report.comparisons()) {
      Summary summary = Summary.of(comparison);
      text.append('\n').append(new ComparisonSection(summary).text(charts.write(summary)));
    }
    for (Curve curve : report.curves()) {
      text.append('\n').append(section(curve, charts.write(curve)));
    }
    Files.writeString(page, text);
  }

  private static String setting(Setting setting, String command) {
    return """
    - Command: `%s`
    - Machine: %s
    - Revision: `%s`
    - Time: %s

    Numbers of different machines do not compare; ratios do, roughly.

    %s\
    """
        .formatted(
            command,
            plain(setting.machine()),
            setting.revision(),
            MINUTE.format(setting.at()),
            MarkdownTable.of(
                List.copyOf(setting.settings().entrySet()),
                List.of(
                    new Column<Map.Entry<String, String>>("setting", it -> plain(it.getKey())),
                    new Column<>("value", it -> plain(it.getValue())))));
  }

  /** A chart, and its points as a table: one row per x, one column per line. */
  private static String section(Curve curve, String chart) {
    List<Column<Double>> columns = new ArrayList<>();
    columns.add(new Column<>(plain(curve.xTitle()), NumberText::exact));
    curve.lines().forEach(line -> columns.add(new Column<>(plain(line.title()), x -> at(line, x))));
    List<Double> everyX =
        curve.lines().stream()
            .flatMap(line -> line.points().stream())
            .map(Curve.Point::x)
            .distinct()
            .sorted()
            .toList();
    return "## %s\n\n%sEach number: %s\n\n%s%s"
        .formatted(
            plain(curve.title()),
            chart,
            plain(curve.yTitle()),
            MarkdownTable.of(everyX, columns),
            curve.remark().isBlank() ? "" : "\n" + plain(curve.remark()) + "\n");
  }

  private static String at(Curve.Line line, double x) {
    return line.points().stream()
        .filter(point -> point.x() == x)
        .map(point -> NumberText.rounded(point.y()))
        .collect(Collectors.joining(" / "));
  }
}
