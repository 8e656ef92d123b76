package io.bidlake.verify.windows;

/**
 * A row of {@code late_events}.
 *
 * @param table table that does not count the event
 * @param reason why
 * @param position the record
 * @param id id of the event
 * @param requestId request that it belongs to
 * @param timeMicros event time
 * @param lateness how far the watermark was past it, in ms; null if that is not why
 */
record UncountedRow(
    String table,
    String reason,
    Position position,
    String id,
    String requestId,
    long timeMicros,
    Long lateness) {

  static final String LATE = "LATE";
  static final String ORPHAN = "ORPHAN";
  static final String UNPRICED = "UNPRICED";
  static final String AHEAD = "AHEAD";

  /** Its request has more events than any request has. */
  static final String CROWDED = "CROWDED";
}
