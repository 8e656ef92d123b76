package io.bidlake.verify.report;

import com.github.freva.asciitable.ColumnData;
import io.bidlake.verify.report.Report.Difference;
import io.bidlake.verify.report.Report.Figures;
import io.bidlake.verify.report.Report.HourResult;
import io.bidlake.verify.report.Report.TableResult;
import io.bidlake.verify.report.Report.TopicResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes a report as text for users. Its last line is the verdict. */
public final class ReportText {

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:00").withZone(ZoneOffset.UTC);

  /** The number of differing hours that are listed; the totals include all of them. */
  private static final int MOST_HOURS = 48;

  private final Report report;

  public ReportText(Report report) {
    this.report = report;
  }

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
    parts.addAll(new WindowsText(report.windows()).parts());
    parts.addAll(new LandingText(report.landing()).parts());
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
            TextTable.text("topic", TopicResult::topic),
            TextTable.number("records", TopicResult::records),
            TextTable.number("not decodable", TopicResult::undecodable),
            TextTable.number("after the mark", TopicResult::afterMark)));
  }

  private String tables() {
    List<ColumnData<TableResult>> columns = new ArrayList<>();
    columns.add(TextTable.text("table", TableResult::table));
    columns.addAll(rows(TableResult::total));
    columns.add(TextTable.number("ids", table -> table.total().kafkaIds()));
    columns.addAll(differences(TableResult::total));
    columns.add(TextTable.text("", table -> table.agrees() ? "ok" : "DIFFERS"));
    return TextTable.of(report.tables(), columns);
  }

  /** A table of its own, as one with all figures would not fit a terminal of 120 columns. */
  private String sums() {
    return TextTable.of(
        report.tables(),
        List.of(
            TextTable.text("table", TableResult::table),
            TextTable.number("repeats Kafka", table -> table.total().kafkaDuplicates()),
            TextTable.number("repeats lake", table -> table.total().lakeDuplicates()),
            TextTable.text("sum of", TableResult::moneyColumn),
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
    columns.add(TextTable.text("hour (UTC)", hour -> HOUR.format(hour.start())));
    columns.add(TextTable.text("table", TableHour::table));
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

  private static <T> List<ColumnData<T>> rows(Function<T, Figures> of) {
    return List.of(
        TextTable.number("rows Kafka", row -> of.apply(row).kafkaRows()),
        TextTable.number("rows lake", row -> of.apply(row).lakeRows()));
  }

  private static <T> List<ColumnData<T>> differences(Function<T, Figures> of) {
    return List.of(
        TextTable.number("missing", row -> of.apply(row).missingIds()),
        TextTable.number("unexpected", row -> of.apply(row).unexpectedIds()),
        TextTable.number("miscounted", row -> of.apply(row).miscountedIds()),
        TextTable.number("differing", row -> of.apply(row).differingIds()));
  }

  private static <T> ColumnData<T> money(String header, Function<T, Double> value) {
    return TextTable.figure(header, row -> String.format(Locale.ROOT, "%,.4f", value.apply(row)));
  }

  private record TableHour(String table, HourResult hour) {
    Instant start() {
      return hour.hour();
    }
  }
}
