package io.bidlake.verify.report;

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
