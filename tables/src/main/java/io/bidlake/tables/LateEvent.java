package io.bidlake.tables;

/**
 * An event that a windowed table does not count: the source of a row of {@code late_events}.
 *
 * @param table table that does not count the event
 * @param topic topic of the event
 * @param id id of the event itself
 * @param requestId id of its request
 * @param time event time in epoch milliseconds
 * @param lateness how far the watermark was past the event, in ms; null for other reasons
 * @param payload the fields that the table uses, as JSON
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
    /** The event arrived after the allowed lateness. */
    LATE,
    /** Its parent did not arrive within the maximum time. */
    ORPHAN,
    /** Its price cannot be converted to USD. */
    UNPRICED,
    /** The clock of its sender was ahead. */
    AHEAD,
    /**
     * Its request has more events than {@link
     * io.bidlake.model.CountingRules#MOST_EVENTS_OF_A_REQUEST}.
     */
    CROWDED
  }
}
