package io.bidlake.maintenance.action;

/**
 * The effect of an action on a table, actual or planned.
 *
 * @param filesBefore number of files that the action removed
 * @param filesAfter number of files that the action added
 * @param bytesBefore size of the removed files in bytes; -1 if unknown
 * @param bytesAfter size of the added files in bytes; -1 if unknown
 * @param detail details for a person; empty for none
 */
public record Effect(
    long filesBefore, long filesAfter, long bytesBefore, long bytesAfter, String detail) {

  /** An unknown size. */
  public static final long UNKNOWN = -1;

  /** Returns the effect of an action that had nothing to do. */
  public static Effect nothing() {
    return new Effect(0, 0, 0, 0, "");
  }

  public boolean isNothing() {
    return filesBefore == 0 && filesAfter == 0;
  }
}
