package io.bidlake.bench.report;

import static io.bidlake.bench.report.MarkdownTable.plain;

import io.bidlake.bench.result.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The section of a page about one comparison. */
final class ComparisonSection {

  private static final String NOTHING = "–";

  private ComparisonSection() {}

  static String of(Summary summary, List<Charts.Picture> pictures) {
    Comparison comparison = summary.comparison();
    StringBuilder text = new StringBuilder("## ").append(plain(comparison.title())).append("\n\n");
    pictures.forEach(picture -> text.append(picture.markdown()).append("\n\n"));
    text.append(speeds(summary)).append('\n');
    text.append(
        """
        Medians over the rounds used, in brackets the lowest and the highest round. *Ratio* says how many
        times as fast %2$s is: the ratio of the medians, in brackets the lowest and the highest ratio of
        the rounds that both ran. %1$s/CPU-s are %1$s per second of CPU time of all processes of the contender.
        """
            .formatted(plain(comparison.unit()), plain(summary.ours().contender().title())));
    appendList(text, "Refused ratios:", numbered(summary.reasons()));
    appendList(text, "Runs left out:", listed(summary.leftOut()));
    text.append('\n').append(expenses(summary)).append('\n');
    text.append(
        """
        Whole run: from start to the last row, median. Peak memory: the highest of all rounds. Files and
        data: medians at the end of a run. Checkpoint: the largest that was seen in a run, median. 1 MB
        is 1,000,000 bytes.
        """);
    appendList(
        text,
        "About the contenders:",
        comparison.contenders().stream()
            .filter(it -> !it.note().isBlank())
            .map(it -> "- %s: %s".formatted(plain(it.title()), plain(it.note())))
            .toList());
    appendList(text, "Remarks:", listed(comparison.remarks()));
    return text.append('\n').append(rows(summary.rows())).toString();
  }

  private static String speeds(Summary summary) {
    String unit = plain(summary.comparison().unit());
    return MarkdownTable.of(
        List.of("contender", "rounds used", unit + "/s", "ratio", unit + "/CPU-s", "ratio"),
        summary.standings().stream()
            .map(
                it ->
                    List.of(
                        title(it),
                        it.figures().map(Figures::runs).orElse(0) + " of " + it.measuredRuns(),
                        spread(it.figures().map(Figures::perSecond)),
                        ratio(it, it.perSecond()),
                        spread(it.figures().map(Figures::perCpuSecond)),
                        ratio(it, it.perCpuSecond())))
            .toList());
  }

  private static String title(Standing standing) {
    String title = plain(standing.contender().title());
    return standing.isOurs() ? "**" + title + "**" : title;
  }

  private static String spread(Optional<Spread> spread) {
    return spread
        .map(
            it ->
                "%s (%s – %s)"
                    .formatted(
                        NumberText.rounded(it.median()),
                        NumberText.rounded(it.lowest()),
                        NumberText.rounded(it.highest())))
        .orElse(NOTHING);
  }

  private static String ratio(Standing standing, Optional<Ratio> ratio) {
    if (!standing.isComparable()) {
      return standing.refusedFor().stream()
          .map("(%d)"::formatted)
          .collect(Collectors.joining(" ", NOTHING + " ", ""));
    }
    return ratio
        .map(
            it ->
                "**%s**%s"
                    .formatted(
                        NumberText.ratio(it.ofMedians()),
                        it.byRound().map(ComparisonSection::range).orElse("")))
        .orElse("1");
  }

  private static String range(Spread spread) {
    return " (%s – %s)"
        .formatted(NumberText.ratio(spread.lowest()), NumberText.ratio(spread.highest()));
  }

  private static String expenses(Summary summary) {
    return MarkdownTable.of(
        List.of("contender", "whole run", "peak memory", "data files", "data", "checkpoint"),
        summary.standings().stream()
            .map(
                it -> {
                  List<String> row = new ArrayList<>(List.of(title(it)));
                  row.addAll(
                      it.figures()
                          .map(ComparisonSection::expenses)
                          .orElse(List.of(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)));
                  return row;
                })
            .toList());
  }

  private static List<String> expenses(Figures figures) {
    return List.of(
        NumberText.seconds(figures.wholeSeconds()) + " s",
        NumberText.bytes(figures.peakMemoryBytes()),
        NumberText.whole(figures.files()),
        NumberText.bytes(figures.bytes()),
        figures.stateBytes().isPresent()
            ? NumberText.bytes(figures.stateBytes().getAsDouble())
            : "none");
  }

  private static String rows(RowCounts counts) {
    List<RowCounts.Group> groups = counts.groups();
    StringBuilder text = new StringBuilder(plain(counts.verdict())).append('\n');
    if (groups.isEmpty()) {
      return text.toString();
    }
    List<String> heading = new ArrayList<>(List.of("table"));
    for (int group = 1; group <= groups.size(); group++) {
      heading.add(groups.size() == 1 ? "rows" : "rows, " + group);
    }
    List<List<String>> lines = new ArrayList<>();
    for (String table : counts.tables()) {
      List<String> line = new ArrayList<>(List.of("`" + table + "`"));
      for (RowCounts.Group group : groups) {
        Long rows = group.rows().get(table);
        line.add(rows == null ? NOTHING : NumberText.whole(rows));
      }
      lines.add(line);
    }
    text.append('\n').append(MarkdownTable.of(heading, lines));
    if (groups.size() > 1) {
      appendList(
          text,
          "Who wrote which rows:",
          numbered(groups.stream().map(group -> String.join("; ", group.runs())).toList()));
    }
    return text.toString();
  }

  private static List<String> numbered(List<String> texts) {
    List<String> items = new ArrayList<>();
    texts.forEach(text -> items.add("%d. %s".formatted(items.size() + 1, plain(text))));
    return items;
  }

  private static List<String> listed(List<String> texts) {
    return texts.stream().map(text -> "- " + plain(text)).toList();
  }

  private static void appendList(StringBuilder text, String title, List<String> items) {
    if (!items.isEmpty()) {
      text.append("\n%s\n\n".formatted(title));
      items.forEach(item -> text.append(item).append('\n'));
    }
  }
}
