package io.bidlake.maintenance.testing;

import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** Rows of {@code hourly_impressions_by_geo}. */
public final class Hours {

  private static final long HOUR = 3600L * 1000;
  private static final long FIRST = 20_000 * 24 * HOUR;

  private Hours() {}

  public static RowData row(int hour, String country, long count) {
    return GenericRowData.of(
        TimestampData.fromEpochMillis(FIRST + hour * HOUR),
        StringData.fromString(country),
        count,
        count / 1000.0,
        1.0);
  }
}
