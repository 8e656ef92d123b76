package io.bidlake.landing.rules;

import io.bidlake.landing.columns.FieldRules;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the records of a topic are stored.
 *
 * @param table name of the table; empty for one that is derived from the topic's
 * @param format format of the records
 * @param partitionBy partitioning of the table
 * @param sortBy columns by which compaction sorts
 * @param repeats which records are left out as repeated; null for none
 * @param fields what happens to single fields
 * @param retention age at which rows are deleted; null for never
 */
public record TopicRule(
    Optional<String> table,
    Format format,
    List<PartitionBy> partitionBy,
    List<String> sortBy,
    Repeats repeats,
    FieldRules fields,
    Duration retention) {

  /** The rule of a topic that has none. */
  static final TopicRule DEFAULT =
      new TopicRule(
          Optional.empty(),
          Format.ANY,
          List.of(PartitionBy.DAY_OF_RECORD),
          List.of(),
          null,
          FieldRules.NONE,
          null);

  /** Format of the records of a topic. */
  public enum Format {
    /** Avro if the value begins with the byte 0, as in the registry's wire format; else JSON. */
    ANY,
    /** Avro in the registry's wire format. */
    AVRO,
    /** One JSON object. */
    JSON
  }

  /**
   * Which records are left out as repeated.
   *
   * @param by columns that identify what happened
   * @param within a record is left out if one with the same values was kept whose Kafka timestamp
   *     is less than this before or after its own
   */
  public record Repeats(List<String> by, Duration within) implements Serializable {}
}
