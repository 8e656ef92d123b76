package io.bidlake.tables;

/**
 * One maintenance action on a table: the source of a row of {@code maintenance_log}. Times are in
 * epoch milliseconds.
 *
 * @param bytesBefore size of the removed files in bytes; null if unknown
 * @param bytesAfter size of the added files in bytes; null if unknown
 * @param snapshotId current snapshot of the table after the action; null for none
 * @param detail details, such as the error; null for none
 */
public record MaintenanceEntry(
    String table,
    MaintenanceAction action,
    long startedAt,
    long endedAt,
    long filesBefore,
    long filesAfter,
    Long bytesBefore,
    Long bytesAfter,
    Long snapshotId,
    Outcome outcome,
    String detail) {

  /** How an action ended. */
  public enum Outcome {
    /** The action succeeded. */
    DONE,
    /** Another writer changed the same files: the action had no effect, and no data is lost. */
    CONFLICT,
    /** The action failed completely or in part; the detail says why. */
    FAILED,
    /** A dry run, which is not logged. */
    PLANNED
  }
}
