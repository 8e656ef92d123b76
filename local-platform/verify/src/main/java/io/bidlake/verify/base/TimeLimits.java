package io.bidlake.verify.base;

import io.bidlake.model.PossibleTimes;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The limits of times in the lake.
 *
 * @param possible the configured limits of event times
 */
public record TimeLimits(PossibleTimes possible) {

  private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

  /**
   * The time at which Kafka received a record, from its timestamp in ms; empty if that is not a
   * possible time.
   */
  public Optional<Instant> receipt(long timestamp) {
    Instant time = Instant.ofEpochMilli(timestamp);
    return time.isBefore(possible.earliest()) || !time.isBefore(PossibleTimes.END_OF_RECORDS)
        ? Optional.empty()
        : Optional.of(time);
  }

  /**
   * The time of receipt of a dead letter; the earliest possible time if the timestamp is not valid.
   */
  public Instant receiptOrEarliest(long timestamp) {
    return receipt(timestamp).orElse(possible.earliest());
  }

  /**
   * Whether an event has valid times, so that it is not a dead letter.
   *
   * @param time the event time
   * @param receipt the time at which Kafka received it, if known
   */
  public boolean allow(SpecificRecord event, Instant time, Optional<Instant> receipt) {
    Instant latest =
        receipt.map(at -> at.plus(possible.ahead())).orElse(PossibleTimes.END_OF_RECORDS);
    if (time.isBefore(possible.earliest()) || time.isAfter(latest)) {
      return false;
    }
    for (Schema.Field field : event.getSchema().getFields()) {
      if (event.get(field.pos()) instanceof Instant other
          && (other.isBefore(YEAR_1) || !other.isBefore(YEAR_10000))) {
        return false;
      }
    }
    return true;
  }
}
