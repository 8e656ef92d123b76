package io.bidlake.tables;

/**
 * Something that maintenance did to a table, of which a row is made. Times are epoch milliseconds.
 *
 * @param bytesBefore size of the files before; null where unknown
 * @param bytesAfter size of the files after; null where unknown
 * @param snapshotId snapshot of the table after it; null for none
 * @param detail more to read, such as the error; null for none
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
    /** As it should. */
    DONE,
    /** Somebody else changed the same files meanwhile: nothing was done, and nothing is lost. */
    CONFLICT,
    /** Not at all, or in part; the detail says why. */
    FAILED,
    /** It was only asked what would be done; this is not logged. */
    PLANNED
  }
}
