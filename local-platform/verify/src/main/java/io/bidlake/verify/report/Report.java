package io.bidlake.verify.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Outcome of a reconciliation.
 *
 * @param topics what was read from Kafka
 * @param tables each table beside what Kafka says
 * @param windows the tables of windows beside what Kafka says
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
      return "PASS: %,d Kafka records and %,d rows of %d tables agree, and %,d rows of %d tables of windows"
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
}
