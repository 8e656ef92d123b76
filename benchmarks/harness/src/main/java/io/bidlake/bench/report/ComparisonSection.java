package io.bidlake.bench.report;

import static io.bidlake.bench.report.MarkdownTable.plain;

import io.bidlake.bench.report.MarkdownTable.Column;
import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The section of a page about one comparison. */
final class ComparisonSection {

  private static final String NOTHING = "–";

  private final Summary summary;

  ComparisonSection(Summary summary) {
    this.summary = summary;
  }

  String text(String chart) {
    Comparison comparison = summary.comparison();
    StringBuilder text = new StringBuilder("## ").append(plain(comparison.title())).append("\n\n");
    text.append(chart).append(speeds());
    text.append(
        """

        Medians over the rounds used, in brackets the lowest and the highest round. *Ratio* says how many
        times as fast %2$s is: the ratio of the medians, in brackets the lowest and the highest ratio of
        the rounds that both ran. %1$s/CPU-s are %1$s per second of CPU time of all processes of the contender.
        """
            .formatted(plain(comparison.unit()), plain(summary.ours().contender().title())));
    appendList(text, "Refused ratios:", numbered(summary.reasons()));
    appendList(text, "Runs left out:", listed(summary.leftOut()));
    text.append('\n').append(expenses());
    text.append(
        """

        Whole run: from start to the last row, median. Peak memory: the highest of all rounds. Files and
        data: medians at the end of a run. Checkpoint: the largest that was seen in a run, median. 1 MB
        is 1,000,000 bytes.
        """);
    appendList(
        text,
        "About the contenders:",
        listed(
            comparison.contenders().stream()
                .filter(it -> !it.note().isBlank())
                .map(it -> it.title() + ": " + it.note())
                .toList()));
    appendList(text, "Remarks:", listed(comparison.remarks()));
    if (!comparison.runs().isEmpty()) {
      text.append("\nRows at the end of all runs, which must be the same to be compared:\n\n");
      text.append(rows());
    }
    return text.toString();
  }

  private String speeds() {
    ToDoubleFunction<Run> perSecond = run -> run.steady().eventsPerSecond();
    ToDoubleFunction<Run> perCpuSecond = run -> run.steady().eventsPerCpuSecond();
    String unit = plain(summary.comparison().unit());
    return table(
        List.of(
            new Column<>("rounds used", it -> it.undisturbed().size() + " of " + it.all().size()),
            figure(unit + "/s", perSecond, it -> withRange(it, NumberText::rounded)),
            new Column<>("ratio", it -> ratio(it, perSecond)),
            figure(unit + "/CPU-s", perCpuSecond, it -> withRange(it, NumberText::rounded)),
            new Column<>("ratio", it -> ratio(it, perCpuSecond))));
  }

  private String expenses() {
    return table(
        List.of(
            figure("whole run", Run::wholeSeconds, it -> NumberText.seconds(it.median())),
            figure("peak memory", Run::peakMemoryBytes, it -> NumberText.bytes(it.highest())),
            figure("data files", Run::files, it -> NumberText.whole(it.median())),
            figure("data", Run::bytes, it -> NumberText.bytes(it.median())),
            new Column<>("checkpoint", ComparisonSection::checkpoint)));
  }

  private String rows() {
    return table(
        summary.comparison().runs().stream()
            .flatMap(run -> run.rows().keySet().stream())
            .distinct()
            .map(table -> new Column<MeasuredRuns>("`" + table + "`", runs -> rows(runs, table)))
            .toList());
  }

  private static String rows(MeasuredRuns runs, String table) {
    return runs.all().stream()
        .map(run -> run.rows().get(table))
        .distinct()
        .map(rows -> rows == null ? NOTHING : NumberText.whole(rows))
        .collect(Collectors.joining(" / "));
  }

  private String table(List<Column<MeasuredRuns>> columns) {
    List<Column<MeasuredRuns>> all = new ArrayList<>();
    all.add(new Column<>("contender", this::title));
    all.addAll(columns);
    return MarkdownTable.of(summary.contenders(), all);
  }

  private String title(MeasuredRuns runs) {
    String title = plain(runs.contender().title());
    return runs.equals(summary.ours()) ? "**" + title + "**" : title;
  }

  private static Column<MeasuredRuns> figure(
      String title, ToDoubleFunction<Run> figure, Function<Spread, String> text) {
    return new Column<>(title, runs -> runs.spread(figure).map(text).orElse(NOTHING));
  }

  private static String checkpoint(MeasuredRuns runs) {
    List<Run> withState =
        runs.undisturbed().stream().filter(run -> run.stateBytes().isPresent()).toList();
    return new MeasuredRuns(runs.contender(), withState)
        .spread(run -> run.stateBytes().getAsLong())
        .map(bytes -> NumberText.bytes(bytes.median()))
        .orElse("none");
  }

  private String ratio(MeasuredRuns runs, ToDoubleFunction<Run> speed) {
    if (!summary.isComparable(runs)) {
      return summary.against().get(runs).stream()
          .map(reason -> " (%d)".formatted(summary.reasons().indexOf(reason) + 1))
          .collect(Collectors.joining("", NOTHING, ""));
    }
    return summary.ratio(runs, speed).map(ComparisonSection::text).orElse("1");
  }

  private static String text(Ratio ratio) {
    return "**%s**%s"
        .formatted(
            NumberText.ratio(ratio.ofMedians()),
            ratio.byRound().map(it -> range(it, NumberText::ratio)).orElse(""));
  }

  private static String withRange(Spread spread, Function<Double, String> number) {
    return number.apply(spread.median()) + range(spread, number);
  }

  private static String range(Spread spread, Function<Double, String> number) {
    return " (%s – %s)".formatted(number.apply(spread.lowest()), number.apply(spread.highest()));
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
      text.append("\n%s\n\n%s\n".formatted(title, String.join("\n", items)));
    }
  }
}
