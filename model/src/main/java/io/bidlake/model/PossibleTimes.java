package io.bidlake.model;

import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * The range of valid event times. An event outside it becomes a dead letter, as it would create a
 * partition of its own, which some engines cannot read. The jobs reject such events and {@code
 * verify} expects it, so both read the settings here.
 *
 * @param earliest earliest valid event time
 * @param ahead how far an event time can be after the time at which Kafka received the event
 */
public record PossibleTimes(Instant earliest, Duration ahead) implements Serializable {

  /**
   * Upper bound of valid Kafka record timestamps. The producer sets the timestamp unless the topic
   * uses {@code LogAppendTime}; a value from this bound on is in another unit, or arbitrary.
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
            "Events with a time more than this after Kafka received them are dead letters"));
  }

  /** Returns whether a Kafka timestamp is that of a record, in ms. */
  public boolean isOfRecord(long recordTime) {
    return recordTime >= earliest.toEpochMilli() && recordTime < END_OF_RECORDS.toEpochMilli();
  }

  /**
   * Returns when Kafka received a record, in ms; if its timestamp is invalid, the earliest valid
   * time.
   */
  public long receivedAt(long recordTime) {
    return isOfRecord(recordTime) ? recordTime : earliest.toEpochMilli();
  }
}
