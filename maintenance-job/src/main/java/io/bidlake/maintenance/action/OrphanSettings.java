package io.bidlake.maintenance.action;

import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * Which files count as left behind.
 *
 * @param minAge files younger than that stay: they may be about to be committed
 */
public record OrphanSettings(Duration minAge) implements Serializable {

  /** Rejects an age that is shorter than the least one. */
  public static OrphanSettings read(Settings settings, Duration leastAge) {
    Duration minAge =
        settings.duration(
            "orphans.min-age",
            Duration.ofDays(3),
            "Age from which a file that no table needs is removed");
    if (minAge.compareTo(leastAge) < 0) {
      settings.reject(
          "orphans.min-age must be at least %s, was %s: younger files may be about to be committed"
              .formatted(leastAge, minAge));
    }
    return new OrphanSettings(minAge);
  }
}
