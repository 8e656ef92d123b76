package io.bidlake.verify.compare;

import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowId;

/**
 * An id that differs between the two sides, known only by its hash.
 *
 * @param table its table
 * @param id the hash of the id
 * @param hour its hour since 1970
 * @param kafkaRows the number of rows expected from Kafka
 * @param lakeRows the number of rows in the table
 * @param kind the kind of difference
 */
record Suspect(Layout table, RowId id, int hour, int kafkaRows, int lakeRows, Kind kind) {

  /** The kind of difference. */
  enum Kind {
    MISSING,
    UNEXPECTED,
    MISCOUNTED,
    DIFFERING
  }
}
