package io.bidlake.verify.windows;

import io.bidlake.settings.Settings;
import java.time.Duration;

/**
 * The bounds by which the jobs count, in ms. The keys are the jobs' own.
 *
 * @param responseWithin how long after its request a response counts
 * @param impressionWithin how long after its response an impression counts
 * @param clickWithin how long after its impression a click counts
 * @param requestWithin how long after its request an impression has the request's country
 * @param lateness how far the watermark may be past an event that still counts
 * @param ahead how much later than Kafka's an event's clock may be
 * @param outOfOrderness how far the watermark is behind the newest event
 * @param grace how much longer a window may take until it has to be there
 */
public record WindowRules(
    long responseWithin,
    long impressionWithin,
    long clickWithin,
    long requestWithin,
    long lateness,
    long ahead,
    long outOfOrderness,
    long grace) {

  public static WindowRules read(Settings settings) {
    return new WindowRules(
        millis(
            settings, "funnel.response-within", 5, "How long after its request a response counts"),
        millis(
            settings,
            "funnel.impression-within",
            10,
            "How long after its response an impression counts"),
        millis(settings, "funnel.click-within", 60, "How long after its impression a click counts"),
        millis(
            settings,
            "aggregation.request-within",
            15,
            "How long after its request an impression has the request's country"),
        millis(
            settings,
            "event-time.allowed-lateness",
            3600,
            "How late an event may be for the jobs and still count"),
        millis(
            settings,
            "event-time.max-ahead",
            3600,
            "How much later than Kafka got it an event may claim to be"),
        millis(
            settings,
            "event-time.out-of-orderness",
            5,
            "How far an event may be behind the newest one and be on time"),
        millis(
            settings,
            "windows.grace",
            120,
            "How much event time past its end a window may take until it has to be in its table"));
  }

  /** How long after a request the last event of its funnel may come. */
  public long hold() {
    return responseWithin + impressionWithin + clickWithin;
  }

  private static long millis(Settings settings, String key, int seconds, String description) {
    return settings.duration(key, Duration.ofSeconds(seconds), description).toMillis();
  }
}
