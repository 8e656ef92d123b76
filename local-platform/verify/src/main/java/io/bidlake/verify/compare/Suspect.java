package io.bidlake.verify.compare;

import io.bidlake.verify.layout.RowId;
import java.util.Comparator;

/**
 * An id that is not the same on both sides, known by its hash only.
 *
 * @param id hash of the id
 * @param hour its hour
 * @param kafkaRows its rows by Kafka
 * @param lakeRows its rows in the table
 */
record Suspect(RowId id, int hour, int kafkaRows, int lakeRows) {

  static final Comparator<Suspect> BY_TIME =
      Comparator.comparingInt(Suspect::hour).thenComparing(Suspect::id);

  /** In what way an id differs. */
  enum Kind {
    MISSING,
    UNEXPECTED,
    MISCOUNTED,
    DIFFERING
  }

  Kind kind() {
    if (lakeRows == 0) {
      return Kind.MISSING;
    }
    if (kafkaRows == 0) {
      return Kind.UNEXPECTED;
    }
    return kafkaRows == lakeRows ? Kind.DIFFERING : Kind.MISCOUNTED;
  }
}
