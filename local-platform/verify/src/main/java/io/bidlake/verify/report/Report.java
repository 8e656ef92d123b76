package io.bidlake.verify.report;

import io.bidlake.verify.report.WindowsResult.WindowResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The outcome of a reconciliation.
 *
 * @param topics the counts of what was read from Kafka
 * @param tables the comparison of each table with Kafka
 * @param windows the comparison of the windowed tables with Kafka
 * @param landing the comparison of each landing table with Kafka
 * @param problems problems of whole tables, such as a missing column
 * @param differences the first differing ids of each kind and table
 * @param remarks remarks for the reader
 * @param seconds the duration
 * @param since when Kafka received the oldest records that are compared; null for all
 */
public record Report(
    List<TopicResult> topics,
    List<TableResult> tables,
    WindowsResult windows,
    List<LandingResult> landing,
    List<String> problems,
    List<Difference> differences,
    List<String> remarks,
    double seconds,
    Instant since) {

  public boolean passed() {
    return rowsAgree() && windows.agree();
  }

  private boolean rowsAgree() {
    return problems.isEmpty()
        && tables.stream().allMatch(TableResult::agrees)
        && landing.stream().allMatch(LandingResult::agrees);
  }

  /** Whether nothing is wrong but rows of windows that may only be late. */
  public boolean isOnlyLate() {
    return !passed() && rowsAgree() && windows.faults() == windows.held();
  }

  /** {@code PASS} or {@code FAIL: ...}, with figures. */
  public String verdict() {
    long records = topics.stream().mapToLong(topic -> topic.records() + topic.afterMark()).sum();
    long rows = tables.stream().mapToLong(table -> table.total().lakeRows()).sum();
    if (passed()) {
      return "PASS: %,d Kafka records%s and %,d rows of %d tables agree, and %,d rows of %d windowed tables"
              .formatted(
                  records,
                  since == null ? "" : " since " + since,
                  rows,
                  tables.size(),
                  windowRows(),
                  windows.tables().size())
          + landed();
    }
    List<String> faults = new ArrayList<>(problems);
    Stream.of(tables, windows.tables(), landing)
        .flatMap(List::stream)
        .filter(table -> !table.agrees())
        .forEach(table -> faults.add(table.table() + " " + table.faults()));
    if (windows.lateEventFaults() > 0) {
      faults.add("late_events %,d wrong or missing".formatted(windows.lateEventFaults()));
    }
    return (since == null ? "FAIL: " : "FAIL since %s: ".formatted(since))
        + String.join("; ", faults);
  }

  private String landed() {
    long rows = landing.stream().mapToLong(LandingResult::rows).sum();
    return landing.isEmpty()
        ? ""
        : ", and %,d rows of %d landing tables".formatted(rows, landing.size());
  }

  private long windowRows() {
    return windows.tables().stream().mapToLong(WindowResult::rows).sum();
  }

  /** The comparison of one table of any kind. */
  interface Compared {

    String table();

    /** What can be wrong, and how often it is. */
    List<Count> wrong();

    default boolean agrees() {
      return wrong().stream().allMatch(count -> count.number == 0);
    }

    default String faults() {
      return wrong().stream()
          .filter(count -> count.number > 0)
          .map(count -> "%,d %s".formatted(count.number, count.what))
          .collect(Collectors.joining(", "));
    }
  }

  record Count(long number, String what) {}

  /**
   * The counts of the records of a topic.
   *
   * @param topic the topic's name
   * @param records the records below the mark, which must all be in the lake
   * @param undecodable how many of all records read are dead letters
   * @param afterMark the records after the mark, which may be in the lake
   */
  public record TopicResult(String topic, long records, long undecodable, long afterMark) {}

  /**
   * The comparison of one table.
   *
   * @param table the table's name
   * @param moneyColumn the column whose sum is compared; empty if there is none
   * @param total the figures of all hours
   * @param hours the figures of each hour, in order
   */
  public record TableResult(String table, String moneyColumn, Figures total, List<HourResult> hours)
      implements Compared {

    @Override
    public boolean agrees() {
      // The sum over all hours could hide two hours whose errors cancel out.
      return total.agree() && hours.stream().allMatch(hour -> hour.figures().agree());
    }

    @Override
    public List<Count> wrong() {
      return List.of(
          new Count(total.missingIds, "missing"),
          new Count(total.unexpectedIds, "unexpected"),
          new Count(total.miscountedIds, "in the wrong number"),
          new Count(total.differingIds, "differing"));
    }

    @Override
    public String faults() {
      String ids = Compared.super.faults();
      String money =
          total.moneyAgrees
              ? ""
              : "%s %s instead of %s".formatted(moneyColumn, total.lakeMoney, total.kafkaMoney);
      return ids.isEmpty() && money.isEmpty()
          ? "differs by hour"
          : ids + (ids.isEmpty() || money.isEmpty() ? "" : ", ") + money;
    }
  }

  /**
   * The comparison of one hour of a table.
   *
   * @param hour the start of the hour
   * @param figures the figures of both sides
   */
  public record HourResult(Instant hour, Figures figures) {}

  /**
   * The figures of a table, or of one hour of it, on both sides.
   *
   * @param kafkaRows the rows expected from Kafka's records
   * @param lakeRows the rows of the table
   * @param kafkaIds the distinct ids of Kafka's rows
   * @param lakeIds the distinct ids of the table's rows
   * @param missingIds the ids that are only in Kafka
   * @param unexpectedIds the ids that are only in the table
   * @param miscountedIds the ids with a different number of rows on the two sides
   * @param differingIds the ids with the same number of rows, but different values in a column
   * @param kafkaDuplicates Kafka's rows beyond the first of their id
   * @param lakeDuplicates the table's rows beyond the first of their id
   * @param kafkaMoney the sum of the money column expected from Kafka
   * @param lakeMoney the sum of the money column in the table
   * @param moneyAgrees whether the two sums are equal up to rounding
   */
  public record Figures(
      long kafkaRows,
      long lakeRows,
      long kafkaIds,
      long lakeIds,
      long missingIds,
      long unexpectedIds,
      long miscountedIds,
      long differingIds,
      long kafkaDuplicates,
      long lakeDuplicates,
      double kafkaMoney,
      double lakeMoney,
      boolean moneyAgrees) {

    /** Those of a table without rows on both sides. */
    public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, true);

    public boolean agree() {
      return kafkaRows == lakeRows
          && kafkaDuplicates == lakeDuplicates
          && missingIds + unexpectedIds + miscountedIds + differingIds == 0
          && moneyAgrees;
    }
  }

  /**
   * One id that differs between Kafka and the lake.
   *
   * @param id the id, such as {@code request/imp}
   * @param table the table
   * @param hour the start of its hour
   * @param what the description of the difference
   */
  public record Difference(String id, String table, Instant hour, String what) {}
}
