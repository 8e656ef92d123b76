package io.bidlake.maintenance.action;

/**
 * What an action did to a table, or would do.
 *
 * @param filesBefore files that the action removed
 * @param filesAfter files that it put in their place
 * @param bytesBefore what the files before hold; -1 where nobody knows
 * @param bytesAfter what the files after hold; -1 where nobody knows
 * @param detail more for a person to read; empty for none
 */
public record Effect(
    long filesBefore, long filesAfter, long bytesBefore, long bytesAfter, String detail) {

  /** A size that nobody knows. */
  public static final long UNKNOWN = -1;

  /** Nothing was to do. */
  public static Effect nothing() {
    return new Effect(0, 0, 0, 0, "");
  }

  public boolean isNothing() {
    return filesBefore == 0 && filesAfter == 0;
  }
}
