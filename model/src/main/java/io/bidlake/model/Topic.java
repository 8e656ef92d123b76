package io.bidlake.model;

import java.time.Instant;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;

/**
 * A Kafka topic and what it carries. The name is the default one: settings may give another.
 *
 * @param name default name
 * @param recordClass class of the values
 * @param schema reader schema of the values, the one that {@code recordClass} was generated from
 * @param key request id of a record, which is also the Kafka key
 * @param rootId id by which duplicates of a record are known
 * @param eventTime event time of a record
 */
public record Topic<T extends SpecificRecord>(
    String name,
    Class<T> recordClass,
    Schema schema,
    Function<T, Utf8> key,
    Function<T, Utf8> rootId,
    Function<T, Instant> eventTime) {

  /** Partitions of each topic where Bidlake creates it; one number, so that funnels share one. */
  public static final int PARTITIONS = 4;

  /** Subject of the topic's values in the schema registry. */
  public static String subject(String topicName) {
    return topicName + "-value";
  }
}
