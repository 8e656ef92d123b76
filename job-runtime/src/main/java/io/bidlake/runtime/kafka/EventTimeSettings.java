package io.bidlake.runtime.kafka;

import io.bidlake.model.CountingRules;
import io.bidlake.model.PossibleTimes;
import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * How a job tells the time by its events.
 *
 * @param possible which times an event can have happened at
 * @param outOfOrderness how far an event may be behind the newest one of its partition and still be
 *     on time
 * @param idleAfter a partition that is silent this long no longer holds the others back
 * @param firstWithin how long a partition is waited for from which nothing has come since the
 *     start; at least as long as for one that has fallen silent
 * @param maxDrift how far a topic may be read ahead of the slowest one; bounds state in catch-up
 * @param maxAhead an event that claims to be this much later than Kafka got it has a wrong clock
 * @param allowedLateness how far the watermark may be past an event that still counts
 */
public record EventTimeSettings(
    PossibleTimes possible,
    Duration outOfOrderness,
    Duration idleAfter,
    Duration firstWithin,
    Duration maxDrift,
    Duration maxAhead,
    Duration allowedLateness)
    implements Serializable {

  public static EventTimeSettings read(Settings settings) {
    return new EventTimeSettings(
        PossibleTimes.read(settings),
        CountingRules.OUT_OF_ORDERNESS.read(settings),
        settings.duration(
            "event-time.idle-after",
            Duration.ofSeconds(30),
            "A partition without events for this long no longer holds back event time"),
        settings.duration(
            "event-time.first-within",
            Duration.ofMinutes(1),
            "The same for a partition without any event since the job started without a savepoint"),
        settings.duration(
            "event-time.max-drift",
            Duration.ofMinutes(5),
            "How far in event time a topic may be read ahead of the slowest one"),
        CountingRules.MAX_AHEAD.read(settings),
        CountingRules.ALLOWED_LATENESS.read(settings));
  }
}
