package io.bidlake.verify.windows;

import io.bidlake.verify.rows.Layout;

/** Makes rows of {@code late_events} out of column values. */
final class UncountedRows {

  private UncountedRows() {}

  static UncountedRow of(Layout layout, Object[] row) {
    return new UncountedRow(
        text(layout, row, "table_name"),
        text(layout, row, "reason"),
        new Position(
            text(layout, row, "topic"),
            (Integer) row[layout.index("partition")],
            (Long) row[layout.index("offset")]),
        text(layout, row, "event_id"),
        text(layout, row, "request_id"),
        (Long) row[layout.index("event_timestamp")],
        (Long) row[layout.index("lateness_ms")]);
  }

  private static String text(Layout layout, Object[] row, String column) {
    return String.valueOf(row[layout.index(column)]);
  }
}
