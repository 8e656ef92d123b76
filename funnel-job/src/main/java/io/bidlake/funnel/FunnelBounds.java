package io.bidlake.funnel;

import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * How long after its parent an event can happen and still belong to it, in ms, the bound included.
 *
 * @param response from the request to its response
 * @param impression from the response to its impression
 * @param click from the impression to its click
 */
record FunnelBounds(long response, long impression, long click) implements Serializable {

  static FunnelBounds read(Settings settings) {
    return new FunnelBounds(
        millis(settings, "funnel.response-within", Duration.ofSeconds(5), "a request", "response"),
        millis(
            settings,
            "funnel.impression-within",
            Duration.ofSeconds(10),
            "a response",
            "impression"),
        millis(settings, "funnel.click-within", Duration.ofSeconds(60), "an impression", "click"));
  }

  private static long millis(
      Settings settings, String key, Duration defaultValue, String parent, String child) {
    String description = "How long after %s its %s can happen".formatted(parent, child);
    return settings.duration(key, defaultValue, description).toMillis();
  }

  /** From a request to the last event that can belong to it. */
  long total() {
    return response + impression + click;
  }

  /** Whether an event of a stage belongs to a parent of the stage above, by their times. */
  boolean allow(Stage stage, long parentTime, long time) {
    long bound =
        switch (stage) {
          case REQUEST -> throw new IllegalArgumentException("a request has no parent");
          case RESPONSE -> response;
          case IMPRESSION -> impression;
          case CLICK -> click;
        };
    return time >= parentTime && time - parentTime <= bound;
  }
}
