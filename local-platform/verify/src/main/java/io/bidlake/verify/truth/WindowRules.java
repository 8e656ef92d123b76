package io.bidlake.verify.truth;

import io.bidlake.model.CountingRules;
import io.bidlake.model.DealStep;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The rules by which the jobs count, in ms. The settings are the jobs' own.
 *
 * @param within the time after its parent within which an event of a funnel stage counts, by topic
 *     code
 * @param noticeWithin the time from a request to a notice, and between win, billing and rendering,
 *     within which they belong together
 * @param reconciled which of win, billing and rendering are compared
 * @param requestWithin the time after its request within which an impression gets the request's
 *     country
 * @param lateness the allowed lateness: how far the watermark may have passed an event that still
 *     counts
 * @param ahead how far an event time may be after the time at which Kafka received the event
 * @param outOfOrderness how far the watermark is behind the newest event time
 * @param silence how long the jobs wait for a partition without new records
 * @param grace additional event time until a window must be in its table
 */
public record WindowRules(
    Map<Integer, Long> within,
    long noticeWithin,
    Set<DealStep> reconciled,
    long requestWithin,
    long lateness,
    long ahead,
    long outOfOrderness,
    long silence,
    long grace) {

  private static final Duration GRACE = Duration.ofMinutes(2);

  public static WindowRules read(Settings settings) {
    Map<Integer, Long> within = new HashMap<>();
    for (Topic<?> stage : Topics.FUNNEL) {
      if (stage.parent() != null) {
        within.put(stage.code(), CountingRules.within(stage).read(settings).toMillis());
      }
    }
    return new WindowRules(
        Map.copyOf(within),
        CountingRules.NOTICE_WITHIN.read(settings).toMillis(),
        DealStep.reconciled(settings),
        CountingRules.REQUEST_WITHIN.read(settings).toMillis(),
        CountingRules.ALLOWED_LATENESS.read(settings).toMillis(),
        CountingRules.MAX_AHEAD.read(settings).toMillis(),
        CountingRules.OUT_OF_ORDERNESS.read(settings).toMillis(),
        Math.max(
            CountingRules.IDLE_AFTER.readPositive(settings).toMillis(),
            CountingRules.FIRST_WITHIN.readPositive(settings).toMillis()),
        settings
            .duration(
                "windows.grace",
                GRACE,
                "How much event time past its end a window may take until it has to be in its table")
            .toMillis());
  }

  /** The time after its parent within which an event of a stage counts, in ms. */
  public long within(Topic<?> stage) {
    return within.getOrDefault(stage.code(), stage.parent().within().toMillis());
  }

  /** The time from a request to its last impression, in ms. */
  long toImpression() {
    return within(Topics.BID_RESPONSES) + within(Topics.IMPRESSIONS);
  }
}
