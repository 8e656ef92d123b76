package io.bidlake.verify.report;

import java.time.Instant;

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
