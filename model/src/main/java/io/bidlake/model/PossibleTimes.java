package io.bidlake.model;

import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Which times an event can have happened at. What has another is a dead letter: it would be a row
 * in a partition of its own, which some engines cannot read. The jobs refuse such events, and the
 * reconciliation expects it, so both read the settings here.
 *
 * @param earliest when the first event can have happened
 * @param ahead how much later than Kafka received it an event can claim to have happened
 */
public record PossibleTimes(Instant earliest, Duration ahead) implements Serializable {

  /**
   * Kafka's time of a record is what its sender says, unless the topic has it set by the broker.
   * From here on it is no time but a number in another unit, or noise.
   */
  public static final Instant END_OF_RECORDS = Instant.parse("2100-01-01T00:00:00Z");

  public static final PossibleTimes DEFAULTS =
      new PossibleTimes(Instant.parse("2000-01-01T00:00:00Z"), Duration.ofDays(1));

  public static PossibleTimes read(Settings settings) {
    return new PossibleTimes(
        settings.instant(
            "event-time.earliest",
            DEFAULTS.earliest,
            "Events with a time before this are dead letters"),
        settings.durationOrZero(
            "event-time.impossible-ahead",
            DEFAULTS.ahead,
            "Events with a time this far after Kafka received them are dead letters"));
  }
}
