package io.bidlake.verify.events;

import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.layout.Layout;
import java.util.OptionalLong;

/**
 * A row of {@code late_events}: an event that a windowed table does not count.
 *
 * @param table the table that does not count it
 * @param reason the reason
 * @param position the position of its record
 * @param id the id of the event
 * @param requestId the id of its request
 * @param timeMicros the event time in microseconds since 1970
 * @param lateness how far the watermark had passed it, in ms; null if that is not the reason
 */
public record UncountedEvent(
    String table,
    String reason,
    Position position,
    String id,
    String requestId,
    long timeMicros,
    Long lateness) {

  private static final long MICROS = 1_000;

  public static UncountedEvent of(Object[] row) {
    return new UncountedEvent(
        text(row, "table_name"),
        text(row, "reason"),
        new Position(
            text(row, "topic"), (Integer) value(row, "partition"), (Long) value(row, "offset")),
        text(row, "event_id"),
        text(row, "request_id"),
        (Long) value(row, "event_timestamp"),
        (Long) value(row, "lateness_ms"));
  }

  public boolean is(Reason other) {
    return reason.equals(other.name());
  }

  /**
   * The watermark, in ms, of the job when it read the event; empty if the event was not late, or if
   * the row does not say it.
   */
  public OptionalLong lateAt() {
    return is(Reason.LATE) && lateness != null
        ? OptionalLong.of(Math.floorDiv(timeMicros, MICROS) + lateness)
        : OptionalLong.empty();
  }

  private static String text(Object[] row, String column) {
    return String.valueOf(value(row, column));
  }

  private static Object value(Object[] row, String column) {
    return row[Layout.LATE_EVENTS.index(column)];
  }
}
