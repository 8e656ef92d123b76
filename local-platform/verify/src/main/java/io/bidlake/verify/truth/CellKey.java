package io.bidlake.verify.truth;

import io.bidlake.verify.base.Micros;
import java.time.Instant;
import java.util.List;

/**
 * The key of a row in a windowed table.
 *
 * @param startMicros the start of the window, in microseconds since 1970
 * @param names the other columns of the key, such as a country, or a publisher and a size; times
 *     are in microseconds
 */
public record CellKey(long startMicros, List<String> names) {

  public Instant start() {
    return Micros.instant(startMicros);
  }

  /** The names as one text. */
  public String name() {
    return String.join(" / ", names);
  }
}
