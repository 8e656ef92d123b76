package io.bidlake.verify.base;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Converts times to the format of the tables, microseconds since 1970, and back. */
public final class Micros {

  private static final long PER_SECOND = 1_000_000;

  private Micros() {}

  public static Long of(Instant instant) {
    return of(instant.getEpochSecond(), instant.getNano());
  }

  public static Long of(OffsetDateTime time) {
    return of(time.toEpochSecond(), time.getNano());
  }

  public static Long ofMillis(long millis) {
    return Math.multiplyExact(millis, 1000L);
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Hours since 1970. */
  public static int hour(long micros) {
    return (int) Math.floorDiv(micros, 3600 * PER_SECOND);
  }

  private static Long of(long seconds, int nanos) {
    return Math.addExact(Math.multiplyExact(seconds, PER_SECOND), nanos / 1000L);
  }
}
