package io.bidlake.runtime.kafka;

import io.bidlake.model.CountingRules;
import io.bidlake.model.PossibleTimes;
import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * Settings of event time.
 *
 * @param possible range of valid event times
 * @param outOfOrderness how far an event may be behind the newest one of its partition without
 *     being late
 * @param idleAfter time without events after which a partition no longer holds back the watermark
 * @param firstWithin the same for a partition from which no event has been read since the start
 *     without a savepoint; {@code idleAfter} if that is longer
 * @param maxDrift how far in event time a topic may be read ahead of the slowest one; bounds state
 *     during catch-up
 * @param maxAhead an event whose time is this far after its receipt by Kafka is AHEAD
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
        CountingRules.IDLE_AFTER.readPositive(settings),
        CountingRules.FIRST_WITHIN.readPositive(settings),
        settings.duration(
            "event-time.max-drift",
            Duration.ofMinutes(5),
            "How far in event time a topic may be read ahead of the slowest one"),
        CountingRules.MAX_AHEAD.read(settings),
        CountingRules.ALLOWED_LATENESS.read(settings));
  }
}
