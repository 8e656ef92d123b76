package io.bidlake.tables;

/**
 * An event that a table of windows does not count, of which a row is made.
 *
 * @param table table that does not count it
 * @param topic topic of the event
 * @param id id of the event itself
 * @param requestId id of its request
 * @param time when it happened, in epoch milliseconds
 * @param lateness how far the watermark was past it, in ms; null when that is not why
 * @param payload what the table would have used of it, JSON
 */
public record LateEvent(
    String table,
    Reason reason,
    String topic,
    int partition,
    long offset,
    String id,
    String requestId,
    long time,
    Long lateness,
    String payload) {

  /** Why a table does not count an event. */
  public enum Reason {
    /** It came after the allowed lateness. */
    LATE,
    /** What it belongs to did not come within the bound. */
    ORPHAN,
    /** Its price cannot be told in USD. */
    UNPRICED,
    /** Its clock was ahead. */
    AHEAD,
    /** Its request has more events than any request has. */
    CROWDED
  }
}
