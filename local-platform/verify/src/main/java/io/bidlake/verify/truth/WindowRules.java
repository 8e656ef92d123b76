package io.bidlake.verify.truth;

import io.bidlake.model.CountingRules;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The rules by which the jobs count, in ms. The keys are the jobs' own.
 *
 * @param within how long after its parent an event of a stage of the funnel counts, by topic code
 * @param requestWithin how long after its request an impression has the request's country
 * @param lateness how far the watermark may be past an event that still counts
 * @param ahead how much later than Kafka's an event's clock may be
 * @param outOfOrderness how far the watermark is behind the newest event
 * @param grace how much longer a window may take until it has to be there
 */
public record WindowRules(
    Map<Integer, Long> within,
    long requestWithin,
    long lateness,
    long ahead,
    long outOfOrderness,
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
        CountingRules.REQUEST_WITHIN.read(settings).toMillis(),
        CountingRules.ALLOWED_LATENESS.read(settings).toMillis(),
        CountingRules.MAX_AHEAD.read(settings).toMillis(),
        CountingRules.OUT_OF_ORDERNESS.read(settings).toMillis(),
        settings
            .duration(
                "windows.grace",
                GRACE,
                "How much event time past its end a window may take until it has to be in its table")
            .toMillis());
  }

  /** How long after its parent an event of a stage counts. */
  public long within(Topic<?> stage) {
    return within.getOrDefault(stage.code(), stage.parent().within().toMillis());
  }
}
