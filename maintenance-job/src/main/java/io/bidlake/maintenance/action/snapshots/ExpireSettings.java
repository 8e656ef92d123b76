package io.bidlake.maintenance.action.snapshots;

import com.google.common.base.Splitter;
import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.Set;

/**
 * Settings of the expiry of snapshots.
 *
 * @param maxAge age from which a snapshot is expired; null for that of the table properties
 * @param keepLast number of snapshots that are kept regardless of their age; null for that of the
 *     table properties
 * @param restoreWithin age of the oldest savepoint from which a writer may still be restored
 * @param abandonedWriters ids of Flink jobs that will never be restored
 */
public record ExpireSettings(
    Duration maxAge, Integer keepLast, Duration restoreWithin, Set<String> abandonedWriters)
    implements Serializable {

  public ExpireSettings {
    abandonedWriters = Set.copyOf(abandonedWriters);
  }

  public static ExpireSettings read(Settings settings) {
    return new ExpireSettings(
        settings
            .optionalDuration(
                "expire.max-age",
                "Age from which snapshots are expired; default: the table's"
                    + " history.expire.max-snapshot-age-ms")
            .orElse(null),
        settings
            .optionalWholeNumber(
                "expire.keep-last",
                1,
                Integer.MAX_VALUE,
                "Number of snapshots kept regardless of their age; default: the table's"
                    + " history.expire.min-snapshots-to-keep")
            .map(Long::intValue)
            .orElse(null),
        settings.duration(
            "expire.restore-within",
            Duration.ofDays(7),
            "Age of the oldest savepoint that a writer may still be restored from"),
        Set.copyOf(
            Splitter.on(',')
                .trimResults()
                .omitEmptyStrings()
                .splitToList(
                    settings.text(
                        "expire.abandoned-writers",
                        "",
                        "Comma-separated Flink job ids that will never be restored: their"
                            + " snapshots may be expired"))));
  }
}
