package io.bidlake.verify.report;

import io.bidlake.verify.report.Report.Compared;
import io.bidlake.verify.report.Report.Count;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The comparison of the windowed tables with Kafka.
 *
 * @param tables the result of each table
 * @param lateEvents the number of events that they do not count, by table and reason
 * @param lateEventFaults the number of wrong rows of {@code late_events}, plus that of missing rows
 * @param held how many of the missing rows may only be late: the job waits for a partition without
 *     new records until it counts as idle
 * @param differences the first differences of each table
 */
public record WindowsResult(
    List<WindowResult> tables,
    List<UncountedCount> lateEvents,
    long lateEventFaults,
    long held,
    List<WindowDifference> differences) {

  public WindowsResult {
    tables = List.copyOf(tables);
    lateEvents = List.copyOf(lateEvents);
    differences = List.copyOf(differences);
  }

  public boolean agree() {
    return faults() == 0;
  }

  /** The number of wrong rows of all tables. */
  long faults() {
    return lateEventFaults
        + tables.stream().flatMap(table -> table.wrong().stream()).mapToLong(Count::number).sum();
  }

  /**
   * The comparison of one windowed table with Kafka.
   *
   * @param table the table's name
   * @param rows the table's rows, with deletes applied
   * @param expectedRows the rows expected from Kafka's records
   * @param cells the number of cells that were compared
   * @param missing the rows that must be in the table and are not
   * @param unexpected the rows that must not be in the table
   * @param differing the rows with a wrong value in a column
   * @param repeated the rows beyond the first of their key
   * @param open the rows that need not be in the table yet, and are not
   * @param inFlight the rows that differ, but that records after the mark may change
   * @param deleteFiles the delete files of the table
   */
  public record WindowResult(
      String table,
      long rows,
      long expectedRows,
      long cells,
      long missing,
      long unexpected,
      long differing,
      long repeated,
      long open,
      long inFlight,
      long deleteFiles)
      implements Compared {

    @Override
    public List<Count> wrong() {
      return List.of(
          new Count(missing, "missing"),
          new Count(unexpected, "unexpected"),
          new Count(differing, "differing"),
          new Count(repeated, "repeated"));
    }
  }

  /**
   * The number of rows of {@code late_events} with one table and reason.
   *
   * @param table the table that does not count the events
   * @param reason the reason
   * @param rows the number of rows
   */
  public record UncountedCount(String table, String reason, long rows) {

    /** Converts counts by table and reason to a list. */
    public static List<UncountedCount> of(Map<String, Map<String, Long>> counts) {
      List<UncountedCount> all = new ArrayList<>();
      counts.forEach(
          (table, reasons) ->
              reasons.forEach((reason, rows) -> all.add(new UncountedCount(table, reason, rows))));
      return all;
    }
  }

  /**
   * A difference between Kafka and a windowed table or {@code late_events}.
   *
   * @param table the table
   * @param time the start of the window; for a late event its event time
   * @param key the country, bidder or publisher; for a late event the position of its record
   * @param column the column that differs; {@code row} for the whole row
   * @param expected the expected value
   * @param actual the value in the table
   */
  public record WindowDifference(
      String table, Instant time, String key, String column, String expected, String actual) {

    @Override
    public String toString() {
      return "%s  %s  %s  %s: expected %s, was %s"
          .formatted(table, time, key, column, expected, actual);
    }
  }
}
