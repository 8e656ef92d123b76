package io.bidlake.verify.report;

import io.bidlake.verify.report.WindowsResult.WindowResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Outcome of a reconciliation.
 *
 * @param topics what was read from Kafka
 * @param tables each table beside what Kafka says
 * @param windows the windowed tables beside what Kafka says
 * @param problems what is wrong with a table as a whole, such as a missing column
 * @param differences the first differing ids of each kind and table
 * @param remarks circumstances that a reader should know
 * @param seconds how long it took
 */
public record Report(
    List<TopicResult> topics,
    List<TableResult> tables,
    WindowsResult windows,
    List<String> problems,
    List<Difference> differences,
    List<String> remarks,
    double seconds) {

  public boolean passed() {
    return problems.isEmpty() && tables.stream().allMatch(TableResult::agrees) && windows.agree();
  }

  /** {@code PASS} or {@code FAIL: ...}, with figures. */
  public String verdict() {
    long records = topics.stream().mapToLong(topic -> topic.records() + topic.afterMark()).sum();
    long rows = tables.stream().mapToLong(table -> table.total().lakeRows()).sum();
    if (passed()) {
      return "PASS: %,d Kafka records and %,d rows of %d tables agree, and %,d rows of %d windowed tables"
          .formatted(records, rows, tables.size(), windowRows(), windows.tables().size());
    }
    List<String> faults = new ArrayList<>(problems);
    for (TableResult table : tables) {
      if (!table.agrees()) {
        faults.add(table.table() + " " + faults(table));
      }
    }
    for (WindowResult table : windows.tables()) {
      if (!table.agrees()) {
        faults.add(table.table() + " " + faults(table));
      }
    }
    if (windows.lateEventFaults() > 0) {
      faults.add("late_events %,d wrong or lacking".formatted(windows.lateEventFaults()));
    }
    return "FAIL: " + String.join("; ", faults);
  }

  private long windowRows() {
    return windows.tables().stream().mapToLong(WindowResult::rows).sum();
  }

  private static String faults(WindowResult table) {
    List<String> faults = new ArrayList<>();
    count(faults, table.missing(), "missing");
    count(faults, table.unexpected(), "unexpected");
    count(faults, table.differing(), "differing");
    count(faults, table.repeated(), "repeated");
    return String.join(", ", faults);
  }

  private static String faults(TableResult table) {
    Figures total = table.total();
    List<String> faults = new ArrayList<>();
    count(faults, total.missingIds(), "missing");
    count(faults, total.unexpectedIds(), "unexpected");
    count(faults, total.miscountedIds(), "in the wrong number");
    count(faults, total.differingIds(), "differing");
    if (!total.moneyAgrees()) {
      faults.add(
          "%s %s instead of %s"
              .formatted(table.moneyColumn(), total.lakeMoney(), total.kafkaMoney()));
    }
    return faults.isEmpty() ? "differs by hour" : String.join(", ", faults);
  }

  private static void count(List<String> faults, long ids, String what) {
    if (ids > 0) {
      faults.add("%,d %s".formatted(ids, what));
    }
  }

  /**
   * What was read of a topic.
   *
   * @param topic its name
   * @param records records below the mark, all of which the lake must have
   * @param undecodable how many of all read are no event
   * @param afterMark records after the mark, which the lake may have
   */
  public record TopicResult(String topic, long records, long undecodable, long afterMark) {}

  /**
   * One table.
   *
   * @param table its name
   * @param moneyColumn column whose sum is compared; empty for none
   * @param total figures of all hours
   * @param hours figures of each hour, in order
   */
  public record TableResult(
      String table, String moneyColumn, Figures total, List<HourResult> hours) {

    public boolean agrees() {
      // A sum over all hours could hide two hours that are wrong by the same amount.
      return total.agree() && hours.stream().allMatch(hour -> hour.figures().agree());
    }
  }

  /**
   * One hour of a table.
   *
   * @param hour its start
   * @param figures what both sides have
   */
  public record HourResult(Instant hour, Figures figures) {}

  /**
   * One table, or one hour of it, on both sides.
   *
   * @param kafkaRows rows that Kafka's records make
   * @param lakeRows rows of the table
   * @param kafkaIds distinct ids of Kafka's rows
   * @param lakeIds distinct ids of the table's rows
   * @param missingIds ids that only Kafka has
   * @param unexpectedIds ids that only the table has
   * @param miscountedIds ids that both have, but not the same number of times
   * @param differingIds ids that both have as often, with other values in a column
   * @param kafkaDuplicates Kafka's rows beyond the first of their id
   * @param lakeDuplicates the table's rows beyond the first of their id
   * @param kafkaMoney sum of the money column by Kafka
   * @param lakeMoney sum of the money column by the table
   * @param moneyAgrees whether the two sums are equal but for rounding
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

    public boolean agree() {
      return kafkaRows == lakeRows
          && kafkaDuplicates == lakeDuplicates
          && missingIds + unexpectedIds + miscountedIds + differingIds == 0
          && moneyAgrees;
    }
  }

  /**
   * One id that is not the same in Kafka and in the lake.
   *
   * @param id its id, such as {@code request/imp}
   * @param table table it is about
   * @param hour its hour
   * @param what what is wrong with it
   */
  public record Difference(String id, String table, Instant hour, String what) {}
}
