package io.bidlake.landing.columns;

import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.flink.table.data.TimestampData;

/**
 * Times in the form in which rows hold them. Only years that all query engines can represent are
 * stored: 1 to 9999.
 */
public final class Times {

  private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
  private static final int DAY_MILLIS = 24 * 3600 * 1000;
  private static final int NANOS_PER_MICRO = 1000;

  private Times() {}

  /** Returns a timestamp of milliseconds since 1970. */
  public static TimestampData ofMillis(long millis, String path) throws UndecodableRecordException {
    require(millis >= FIRST && millis <= LAST, path, millis, "milliseconds of the years 1 to 9999");
    return TimestampData.fromEpochMillis(millis);
  }

  /** Returns a timestamp of microseconds since 1970. */
  public static TimestampData ofMicros(long micros, String path) throws UndecodableRecordException {
    long millis = Math.floorDiv(micros, 1000L);
    require(millis >= FIRST && millis <= LAST, path, micros, "microseconds of the years 1 to 9999");
    return TimestampData.fromEpochMillis(
        millis, (int) Math.floorMod(micros, 1000L) * NANOS_PER_MICRO);
  }

  /** Returns a date of days since 1970. */
  public static int date(int day, String path) throws UndecodableRecordException {
    require(day >= FIRST_DAY && day <= LAST_DAY, path, day, "days of the years 1 to 9999");
    return day;
  }

  /** Returns a time of day of milliseconds since midnight. */
  public static int time(int millis, String path) throws UndecodableRecordException {
    require(millis >= 0 && millis < DAY_MILLIS, path, millis, "milliseconds of a day");
    return millis;
  }

  private static void require(boolean isPossible, String path, long value, String unit)
      throws UndecodableRecordException {
    if (!isPossible) {
      throw new UndecodableRecordException(
          Reason.IMPOSSIBLE_TIME, "%s must be %s, was %d".formatted(path, unit, value));
    }
  }
}
