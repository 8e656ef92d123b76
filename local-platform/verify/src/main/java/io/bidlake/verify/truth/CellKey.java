package io.bidlake.verify.truth;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * The key of a row in a windowed table.
 *
 * @param startMicros the start of the window, in microseconds since 1970
 * @param name the country, bidder or publisher
 */
public record CellKey(long startMicros, String name) implements Comparable<CellKey> {

  private static final Comparator<CellKey> ORDER =
      Comparator.comparingLong(CellKey::startMicros).thenComparing(CellKey::name);

  public Instant start() {
    return Instant.EPOCH.plus(startMicros, ChronoUnit.MICROS);
  }

  @Override
  public int compareTo(CellKey other) {
    return ORDER.compare(this, other);
  }
}
