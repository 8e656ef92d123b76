package io.bidlake.verify.compare;

import io.bidlake.verify.layout.RowId;
import java.util.Comparator;

/**
 * An id that differs between the two sides, known only by its hash.
 *
 * @param id the hash of the id
 * @param hour its hour since 1970
 * @param kafkaRows the number of rows expected from Kafka
 * @param lakeRows the number of rows in the table
 */
record Suspect(RowId id, int hour, int kafkaRows, int lakeRows) {

  static final Comparator<Suspect> BY_TIME =
      Comparator.comparingInt(Suspect::hour).thenComparing(Suspect::id);

  /** The kind of difference. */
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
