package io.bidlake.bench.report;

import static io.bidlake.bench.report.MarkdownTable.plain;

import io.bidlake.bench.result.Curve;
import io.bidlake.bench.result.Report;
import io.bidlake.bench.result.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

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
    String name = page.getFileName().toString().replaceFirst("\\.md$", "");
    Charts charts = new Charts(page.resolveSibling(name));
    StringBuilder text = new StringBuilder();
    text.append("# Benchmark: ").append(plain(report.benchmark())).append("\n\n");
    text.append(contents(report)).append('\n');
    text.append("## Machine and settings\n\n").append(setting(report.setting()));
    for (var comparison : report.comparisons()) {
      Summary summary = Summary.of(comparison);
      text.append('\n').append(ComparisonSection.of(summary, charts.write(summary)));
    }
    for (Curve curve : report.curves()) {
      text.append('\n').append(section(curve, charts.write(curve)));
    }
    text.append('\n').append(repetition(report.setting(), command));
    Files.writeString(page, text);
  }

  private static String contents(Report report) {
    StringBuilder text = new StringBuilder("What was compared:\n\n");
    report
        .comparisons()
        .forEach(
            it ->
                text.append(
                    "- %s: %s\n"
                        .formatted(
                            plain(it.title()),
                            plain(
                                String.join(
                                    "; ",
                                    it.contenders().stream().map(who -> who.title()).toList())))));
    report.curves().forEach(it -> text.append("- %s\n".formatted(plain(it.title()))));
    return text.toString();
  }

  private static String setting(Setting setting) {
    StringBuilder text = new StringBuilder();
    text.append("- Machine: %s\n".formatted(plain(setting.machine())));
    text.append("- Revision: `%s`\n".formatted(setting.revision()));
    text.append("- Time: %s\n".formatted(MINUTE.format(setting.at())));
    if (!setting.settings().isEmpty()) {
      text.append('\n')
          .append(
              MarkdownTable.of(
                  List.of("setting", "value"),
                  setting.settings().entrySet().stream()
                      .map(it -> List.of("`" + it.getKey() + "`", plain(it.getValue())))
                      .toList()));
    }
    return text.toString();
  }

  private static String section(Curve curve, Charts.Picture picture) {
    CurvePoints points = CurvePoints.of(curve);
    return "## %s\n\n%s\n%s%s: %s\n\n%s"
        .formatted(
            plain(curve.title()),
            picture.markdown(),
            curve.remark().isBlank() ? "" : '\n' + plain(curve.remark()) + "\n",
            "\nEach number",
            plain(curve.yTitle()),
            MarkdownTable.of(
                points.heading().stream().map(MarkdownTable::plain).toList(), points.rows()));
  }

  private static String repetition(Setting setting, String command) {
    return """
    ## How to repeat

    On revision `%s`, on a machine that does nothing else:

    ```
    %s
    ```

    The settings are those above. Numbers of different machines do not compare; ratios do, roughly.
    """
        .formatted(setting.revision(), command.strip());
  }
}
