package io.bidlake.verify.landing;

import io.bidlake.verify.columns.FieldRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The rule of a topic.
 *
 * @param format the format of all its records; empty if each record tells it
 * @param fields the rules that change the values of fields
 * @param deduplicate which records are left out; empty for none
 * @param retention the age at which rows are deleted; empty for never
 * @param timeColumns the columns by whose time the table is partitioned
 */
record TopicRule(
    Optional<Format> format,
    FieldRules fields,
    Optional<Deduplicate> deduplicate,
    Optional<Duration> retention,
    List<String> timeColumns) {

  /** The rule of a topic that the file does not name. */
  static final TopicRule NONE =
      new TopicRule(
          Optional.empty(), FieldRules.NONE, Optional.empty(), Optional.empty(), List.of());

  TopicRule {
    timeColumns = List.copyOf(timeColumns);
  }

  /** The format of records. */
  enum Format {
    AVRO,
    JSON
  }

  /**
   * Records with the same key are left out if one of them was kept.
   *
   * @param by the columns of the key
   * @param within how near its time in Kafka must be to that of the record that was kept
   */
  record Deduplicate(List<String> by, Duration within) {
    Deduplicate {
      by = List.copyOf(by);
    }
  }
}
