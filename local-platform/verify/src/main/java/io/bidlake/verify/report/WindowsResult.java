package io.bidlake.verify.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tables of windows beside what Kafka says.
 *
 * @param tables each table
 * @param lateEvents what they do not count, by table and reason
 * @param lateEventFaults rows of {@code late_events} that are wrong, and events that lack one
 * @param differences the first differences of each table
 */
public record WindowsResult(
    List<WindowResult> tables,
    List<UncountedCount> lateEvents,
    long lateEventFaults,
    List<WindowDifference> differences) {

  public WindowsResult {
    tables = List.copyOf(tables);
    lateEvents = List.copyOf(lateEvents);
    differences = List.copyOf(differences);
  }

  public boolean agree() {
    return lateEventFaults == 0 && tables.stream().allMatch(WindowResult::agrees);
  }

  /**
   * One table of windows beside what Kafka says.
   *
   * @param table its name
   * @param rows its rows, with deletes applied
   * @param expectedRows rows that Kafka's records make
   * @param cells columns of rows that were compared
   * @param missing rows that have to be there and are not
   * @param unexpected rows that should not be there
   * @param differing rows with another value in a column
   * @param repeated rows beyond the first of their key
   * @param open rows that need not be there yet, and are not
   * @param inFlight rows that records after the mark may change, and that are not equal
   * @param deleteFiles delete files of the table
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
      long deleteFiles) {

    public boolean agrees() {
      return missing + unexpected + differing + repeated == 0;
    }
  }

  /**
   * Rows of {@code late_events} of one table and reason.
   *
   * @param table table that does not count the events
   * @param reason why
   * @param rows how many
   */
  public record UncountedCount(String table, String reason, long rows) {

    /** All counts, given by table and reason. */
    public static List<UncountedCount> of(Map<String, Map<String, Long>> counts) {
      List<UncountedCount> all = new ArrayList<>();
      counts.forEach(
          (table, reasons) ->
              reasons.forEach((reason, rows) -> all.add(new UncountedCount(table, reason, rows))));
      return all;
    }
  }

  /**
   * Something in a table of windows, or in {@code late_events}, that is not as Kafka says.
   *
   * @param table the table
   * @param time begin of the window; of a late event its own time
   * @param key country, bidder or publisher; of a late event where its record stands
   * @param column column that differs; {@code row} for the whole row
   * @param expected what it should be
   * @param actual what the table has
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
