package io.bidlake.verify.base;

import io.bidlake.model.PossibleTimes;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Which times the lake can have.
 *
 * @param possible what the settings say of event times
 */
public record TimeLimits(PossibleTimes possible) {

  private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

  /** When Kafka received a record; nothing if its time in ms is none that can be. */
  public Optional<Instant> receipt(long timestamp) {
    Instant time = Instant.ofEpochMilli(timestamp);
    return time.isBefore(possible.earliest()) || !time.isBefore(PossibleTimes.END_OF_RECORDS)
        ? Optional.empty()
        : Optional.of(time);
  }

  /** The same for a record that is no event: what does not tell it counts as the earliest. */
  public Instant receiptOrEarliest(long timestamp) {
    return receipt(timestamp).orElse(possible.earliest());
  }

  /**
   * Whether the lake can have an event as one.
   *
   * @param time when it happened
   * @param receipt when Kafka received it, if that is known
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
