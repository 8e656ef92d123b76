package io.bidlake.verify.report;

import static io.bidlake.verify.report.TextTable.figure;
import static io.bidlake.verify.report.TextTable.number;
import static io.bidlake.verify.report.TextTable.text;

import com.github.freva.asciitable.ColumnData;
import io.bidlake.verify.report.Report.Difference;
import io.bidlake.verify.report.Report.Figures;
import io.bidlake.verify.report.Report.HourResult;
import io.bidlake.verify.report.Report.TableResult;
import io.bidlake.verify.report.Report.TopicResult;
import io.bidlake.verify.report.WindowsResult.UncountedCount;
import io.bidlake.verify.report.WindowsResult.WindowResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a report as text for users. Its last line is the verdict. */
public record ReportText(Report report) {

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:00").withZone(ZoneOffset.UTC);

  /** The number of differing hours that are listed; the totals include all of them. */
  private static final int MOST_HOURS = 48;

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.add(topics());
    parts.add(tables());
    parts.add(sums());
    parts.add(hours());
    if (!report.differences().isEmpty()) {
      parts.add(differingIds());
    }
    if (!report.windows().tables().isEmpty()) {
      parts.add(windows());
      parts.add(notComparedWindows());
    }
    parts.add(lateEvents());
    if (!report.windows().differences().isEmpty()) {
      parts.add(differingWindows());
    }
    if (!report.landing().isEmpty()) {
      parts.add(landing());
      parts.add(notLanded());
      parts.add(lettersOfLanding());
    }
    report.problems().forEach(problem -> parts.add("Problem: " + problem));
    report.remarks().forEach(remark -> parts.add("Note: " + remark));
    parts.add(String.format(Locale.ROOT, "Took %.1f s", report.seconds()));
    parts.add(report.verdict());
    return String.join(System.lineSeparator(), parts);
  }

  private String topics() {
    return TextTable.of(
        report.topics(),
        List.of(
            text("topic", TopicResult::topic),
            number("records", TopicResult::records),
            number("not decodable", TopicResult::undecodable),
            number("after the mark", TopicResult::afterMark)));
  }

  private String tables() {
    List<ColumnData<TableResult>> columns = new ArrayList<>();
    columns.add(text("table", TableResult::table));
    columns.addAll(rows(TableResult::total));
    columns.add(number("ids", table -> table.total().kafkaIds()));
    columns.addAll(differences(TableResult::total));
    columns.add(outcome());
    return TextTable.of(report.tables(), columns);
  }

  /** A table of its own, as one with all figures would not fit a terminal of 120 columns. */
  private String sums() {
    return TextTable.of(
        report.tables(),
        List.of(
            text("table", TableResult::table),
            number("repeats Kafka", table -> table.total().kafkaDuplicates()),
            number("repeats lake", table -> table.total().lakeDuplicates()),
            text("sum of", TableResult::moneyColumn),
            money("Kafka", table -> table.total().kafkaMoney()),
            money("lake", table -> table.total().lakeMoney())));
  }

  private String hours() {
    List<TableHour> all = new ArrayList<>();
    report
        .tables()
        .forEach(
            table -> table.hours().forEach(hour -> all.add(new TableHour(table.table(), hour))));
    List<TableHour> differing =
        all.stream().filter(hour -> !hour.hour().figures().agree()).toList();
    Instant first = all.stream().map(TableHour::start).min(Instant::compareTo).orElse(null);
    Instant last = all.stream().map(TableHour::start).max(Instant::compareTo).orElse(null);
    String span =
        first == null
            ? "No hours: Kafka and the lake are empty."
            : "Hours (UTC) %s to %s: %,d of %,d table hours agree."
                .formatted(
                    HOUR.format(first),
                    HOUR.format(last),
                    all.size() - differing.size(),
                    all.size());
    if (differing.isEmpty()) {
      return span;
    }
    List<ColumnData<TableHour>> columns = new ArrayList<>();
    columns.add(text("hour (UTC)", hour -> HOUR.format(hour.start())));
    columns.add(text("table", TableHour::table));
    columns.addAll(rows(hour -> hour.hour().figures()));
    columns.addAll(differences(hour -> hour.hour().figures()));
    String more =
        differing.size() <= MOST_HOURS
            ? ""
            : System.lineSeparator()
                + "... and %,d hours more".formatted(differing.size() - MOST_HOURS);
    return span
        + System.lineSeparator()
        + TextTable.of(differing.stream().limit(MOST_HOURS).toList(), columns)
        + more;
  }

  private String differingIds() {
    List<String> lines = new ArrayList<>();
    lines.add("Differences by id (the first of each kind and table):");
    for (Difference difference : report.differences()) {
      lines.add(
          "  %s  %s  %s  %s"
              .formatted(
                  difference.table(),
                  HOUR.format(difference.hour()),
                  difference.id(),
                  difference.what()));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private String windows() {
    return TextTable.of(
        report.windows().tables(),
        List.of(
            text("windowed table", WindowResult::table),
            number("expected", WindowResult::expectedRows),
            number("rows lake", WindowResult::rows),
            number("cells", WindowResult::cells),
            number("missing", WindowResult::missing),
            number("unexpected", WindowResult::unexpected),
            number("differing", WindowResult::differing),
            number("repeated", WindowResult::repeated),
            outcome()));
  }

  private String notComparedWindows() {
    return TextTable.of(
        report.windows().tables(),
        List.of(
            text("windowed table", WindowResult::table),
            number("open", WindowResult::open),
            number("in flight", WindowResult::inFlight),
            number("late events", this::lateEventsOf),
            number("delete files", WindowResult::deleteFiles)));
  }

  private long lateEventsOf(WindowResult table) {
    return report.windows().lateEvents().stream()
        .filter(late -> late.table().equals(table.table()))
        .mapToLong(UncountedCount::rows)
        .sum();
  }

  private String lateEvents() {
    long faults = report.windows().lateEventFaults();
    return "Late events: "
        + list(
            report.windows().lateEvents().stream()
                .map(late -> count(late.table(), late.rows(), late.reason())))
        + (faults == 0 ? "" : "; %,d are wrong or missing".formatted(faults));
  }

  private String differingWindows() {
    return report.windows().differences().stream()
        .map(difference -> System.lineSeparator() + "  " + difference)
        .collect(Collectors.joining("", "Differences by window (the first of each table):", ""));
  }

  private String landing() {
    return TextTable.of(
        report.landing(),
        List.of(
            text("landing table", LandingResult::table),
            number("records", LandingResult::records),
            number("rows lake", LandingResult::rows),
            number("missing", LandingResult::missing),
            number("unexpected", LandingResult::unexpected),
            number("differing", LandingResult::differing),
            number("repeated", LandingResult::repeated),
            outcome()));
  }

  private String notLanded() {
    return TextTable.of(
        report.landing(),
        List.of(
            text("landing table", LandingResult::table),
            number("after the mark", LandingResult::afterMark),
            number("left out", LandingResult::leftOut),
            number("not checked", LandingResult::notChecked),
            number(
                "dead letters",
                table -> table.letters().values().stream().mapToLong(Long::longValue).sum()),
            number("wrong letters", LandingResult::wrongLetters)));
  }

  private String lettersOfLanding() {
    return "Dead letters of landing tables: "
        + list(
            report.landing().stream()
                .flatMap(
                    table ->
                        table.letters().entrySet().stream()
                            .map(
                                letters ->
                                    count(table.table(), letters.getValue(), letters.getKey()))));
  }

  private static String count(String table, long number, String reason) {
    return "%s %,d %s".formatted(table, number, reason);
  }

  private static String list(Stream<String> counts) {
    String all = counts.collect(Collectors.joining(", "));
    return all.isEmpty() ? "none" : all;
  }

  private static <T extends Report.Compared> ColumnData<T> outcome() {
    return text("", table -> table.agrees() ? "ok" : "DIFFERS");
  }

  private static <T> List<ColumnData<T>> rows(Function<T, Figures> of) {
    return List.of(
        number("rows Kafka", row -> of.apply(row).kafkaRows()),
        number("rows lake", row -> of.apply(row).lakeRows()));
  }

  private static <T> List<ColumnData<T>> differences(Function<T, Figures> of) {
    return List.of(
        number("missing", row -> of.apply(row).missingIds()),
        number("unexpected", row -> of.apply(row).unexpectedIds()),
        number("miscounted", row -> of.apply(row).miscountedIds()),
        number("differing", row -> of.apply(row).differingIds()));
  }

  private static <T> ColumnData<T> money(String header, Function<T, Double> value) {
    return figure(header, row -> String.format(Locale.ROOT, "%,.4f", value.apply(row)));
  }

  private record TableHour(String table, HourResult hour) {
    Instant start() {
      return hour.hour();
    }
  }
}
