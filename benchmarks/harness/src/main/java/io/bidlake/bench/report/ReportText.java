package io.bidlake.bench.report;

import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Curve;
import io.bidlake.bench.result.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A report for the terminal, at most {@value #WIDTH} characters wide. */
public final class ReportText {

  static final int WIDTH = 120;

  private static final int COLUMNS_OF_ROWS = 5;

  private ReportText() {}

  public static String of(Report report) {
    return TextTable.item(WIDTH, "", heading(report))
        + '\n'
        + report.comparisons().stream()
            .map(comparison -> of(Summary.of(comparison)))
            .collect(Collectors.joining("\n"))
        + report.curves().stream().map(curve -> '\n' + of(curve)).collect(Collectors.joining());
  }

  private static String heading(Report report) {
    return "Benchmark %s, revision %s, on %s"
        .formatted(report.benchmark(), report.setting().revision(), report.setting().machine());
  }

  static String of(Summary summary) {
    Comparison comparison = summary.comparison();
    StringBuilder text = new StringBuilder(comparison.title()).append("\n\n");
    text.append(speeds(summary)).append('\n').append(expenses(summary)).append('\n');
    text.append(
        TextTable.item(
            WIDTH,
            "",
            "Medians of the rounds used, in brackets the lowest and the highest; of the memory the highest"
                + " peak. Ratio: how many times as fast %s is, in brackets round by round."
                    .formatted(summary.ours().contender().title())));
    for (int number = 1; number <= summary.reasons().size(); number++) {
      text.append(
          TextTable.item(WIDTH, "[%d] ".formatted(number), summary.reasons().get(number - 1)));
    }
    summary.leftOut().forEach(run -> text.append(TextTable.item(WIDTH, "- ", run)));
    comparison.contenders().stream()
        .filter(contender -> !contender.note().isBlank())
        .forEach(it -> text.append(TextTable.item(WIDTH, it.title() + ": ", it.note())));
    comparison.remarks().forEach(it -> text.append(TextTable.item(WIDTH, "- ", it)));
    return text.append('\n').append(rows(summary.rows())).toString();
  }

  private static String speeds(Summary summary) {
    String unit = summary.comparison().unit();
    return TextTable.of(
        WIDTH,
        List.of("Contender", "rounds used", unit + "/s", "ratio", unit + "/CPU-s", "ratio"),
        summary.standings().stream()
            .map(
                it ->
                    List.of(
                        it.contender().title(),
                        it.figures().map(Figures::runs).orElse(0) + " of " + it.measuredRuns(),
                        it.figures().map(Figures::perSecond).map(ReportText::of).orElse("-"),
                        ratio(it, it.perSecond()),
                        it.figures().map(Figures::perCpuSecond).map(ReportText::of).orElse("-"),
                        ratio(it, it.perCpuSecond())))
            .toList());
  }

  private static String expenses(Summary summary) {
    return TextTable.of(
        WIDTH,
        List.of("Contender", "whole run", "peak memory", "data files", "data", "checkpoint"),
        summary.standings().stream()
            .map(it -> expenses(it.contender().title(), it.figures()))
            .toList());
  }

  private static List<String> expenses(String title, Optional<Figures> figures) {
    return figures
        .map(
            it ->
                List.of(
                    title,
                    NumberText.seconds(it.wholeSeconds()) + " s",
                    NumberText.bytes(it.peakMemoryBytes()),
                    NumberText.whole(it.files()),
                    NumberText.bytes(it.bytes()),
                    it.stateBytes().isPresent()
                        ? NumberText.bytes(it.stateBytes().getAsDouble())
                        : "none"))
        .orElse(List.of(title, "-", "-", "-", "-", "-"));
  }

  private static String of(Spread spread) {
    return "%s (%s..%s)"
        .formatted(
            NumberText.shortened(spread.median()),
            NumberText.shortened(spread.lowest()),
            NumberText.shortened(spread.highest()));
  }

  private static String ratio(Standing standing, Optional<Ratio> ratio) {
    if (!standing.isComparable()) {
      return standing.refusedFor().stream()
          .map("[%d]"::formatted)
          .collect(Collectors.joining("", "- ", ""));
    }
    return ratio
        .map(
            it -> NumberText.ratio(it.ofMedians()) + it.byRound().map(ReportText::range).orElse(""))
        .orElse("1");
  }

  private static String range(Spread spread) {
    return " (%s..%s)"
        .formatted(NumberText.ratio(spread.lowest()), NumberText.ratio(spread.highest()));
  }

  /**
   * One column per group of runs that wrote the same rows; the columns are split into several
   * tables if there are too many.
   */
  private static String rows(RowCounts counts) {
    StringBuilder text = new StringBuilder(TextTable.item(WIDTH, "", counts.verdict()));
    List<RowCounts.Group> groups = counts.groups();
    for (int from = 0; from < groups.size(); from += COLUMNS_OF_ROWS) {
      int first = from;
      int last = Math.min(from + COLUMNS_OF_ROWS, groups.size());
      List<String> heading = new ArrayList<>(List.of("Table"));
      IntStream.range(first, last).forEach(group -> heading.add(heading(groups.size(), group)));
      text.append('\n')
          .append(
              TextTable.of(
                  WIDTH,
                  heading,
                  counts.tables().stream()
                      .map(table -> cells(table, groups.subList(first, last)))
                      .toList()));
    }
    for (int group = 0; groups.size() > 1 && group < groups.size(); group++) {
      text.append(
          TextTable.item(
              WIDTH,
              heading(groups.size(), group) + ": ",
              String.join("; ", groups.get(group).runs())));
    }
    return text.toString();
  }

  private static String heading(int groups, int group) {
    return groups == 1 ? "rows" : "rows " + (group + 1);
  }

  private static List<String> cells(String table, List<RowCounts.Group> groups) {
    List<String> cells = new ArrayList<>(List.of(table));
    for (RowCounts.Group group : groups) {
      Long rows = group.rows().get(table);
      cells.add(rows == null ? "-" : NumberText.whole(rows));
    }
    return cells;
  }

  private static String of(Curve curve) {
    CurvePoints points = CurvePoints.of(curve);
    return "%s: %s\n\n%s%s"
        .formatted(
            curve.title(),
            curve.yTitle(),
            TextTable.of(WIDTH, points.heading(), points.rows()),
            curve.remark().isBlank() ? "" : TextTable.item(WIDTH, "", curve.remark()));
  }
}
