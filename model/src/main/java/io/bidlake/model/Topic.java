package io.bidlake.model;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;

/**
 * A Kafka topic and what it carries. The name is the default one: settings may give another.
 *
 * @param name default name
 * @param code number of the topic in the state of jobs, where it stays for good
 * @param event what one of its events is called, such as {@code click}
 * @param recordClass class of the values
 * @param requestId id of the request that an event belongs to, which is also the Kafka key
 * @param id id of the event itself, by which duplicates are known
 * @param eventTime when the event happened
 * @param parent the event that this one follows from; null for none
 */
public record Topic<T extends SpecificRecord>(
    String name,
    int code,
    String event,
    Class<T> recordClass,
    Field<T, Utf8> requestId,
    Field<T, Utf8> id,
    Field<T, Instant> eventTime,
    Parent<T> parent)
    implements Serializable {

  /** Partitions of each topic where Bidlake creates it; one number, so that funnels share one. */
  public static final int PARTITIONS = 4;

  /**
   * Kafka's settings of each topic where Bidlake creates it. The broker says when a record was
   * received: a producer whose clock is wrong would be taken at its word.
   */
  public static final Map<String, String> CONFIG =
      Map.of("message.timestamp.type", "LogAppendTime");

  /** Takes a value out of an event. */
  @FunctionalInterface
  public interface Field<T, V> extends Function<T, V>, Serializable {}

  /**
   * What an event follows from.
   *
   * @param topic topic of the parent
   * @param id id of the parent
   * @param within how long after its parent the event can happen and still belong to it
   */
  public record Parent<T>(Topic<?> topic, Field<T, Utf8> id, Duration within)
      implements Serializable {}

  /** Reader schema of the values, the one that {@code recordClass} was generated from. */
  public Schema schema() {
    return SpecificData.get().getSchema(recordClass);
  }

  /** Subject of the topic's values in the schema registry. */
  public static String subject(String topicName) {
    return topicName + "-value";
  }

  @Override
  public String toString() {
    return name;
  }
}
