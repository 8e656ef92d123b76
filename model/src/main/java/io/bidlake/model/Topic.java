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
 * A Kafka topic and its events. The name is the default one, which settings can override.
 *
 * @param name default name
 * @param code number of the topic in the state of jobs; must never change
 * @param event name of one of its events, such as {@code click}
 * @param recordClass class of the values
 * @param requestId id of the request that an event belongs to, which is also the Kafka key
 * @param id id of the event itself, by which duplicates are detected
 * @param eventTime when the event happened
 * @param parent the event that causes this one; null for none
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

  /**
   * Number of partitions of a topic that Bidlake creates. It is the same for all topics, so that
   * the events of a request are in the same partition of each.
   */
  public static final int PARTITIONS = 4;

  /**
   * Configuration of a topic that Bidlake creates. The broker sets the record timestamp, so that a
   * wrong clock of a producer does not affect it.
   */
  public static final Map<String, String> CONFIG =
      Map.of("message.timestamp.type", "LogAppendTime");

  /** Extracts a value from an event. */
  @FunctionalInterface
  public interface Field<T, V> extends Function<T, V>, Serializable {}

  /**
   * The parent of an event.
   *
   * @param topic topic of the parent
   * @param id id of the parent
   * @param within maximum time from the parent to the event
   */
  public record Parent<T>(Topic<?> topic, Field<T, Utf8> id, Duration within)
      implements Serializable {}

  /** Returns the reader schema of the values, from which {@code recordClass} was generated. */
  public Schema schema() {
    return SpecificData.get().getSchema(recordClass);
  }

  /** Returns the subject of a topic's values in the schema registry. */
  public static String subject(String topicName) {
    return topicName + "-value";
  }

  @Override
  public String toString() {
    return name;
  }
}
