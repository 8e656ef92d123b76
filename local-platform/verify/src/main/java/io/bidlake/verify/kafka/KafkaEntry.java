package io.bidlake.verify.kafka;

import io.bidlake.model.Topic;
import java.util.Set;

/**
 * One record of a topic.
 *
 * @param topic the topic, or the first of several that share one Kafka topic
 * @param topicName its name in this installation
 * @param partition the partition of the record
 * @param offset the offset of the record
 * @param timestamp Kafka's timestamp in ms
 * @param stampedByBroker whether the timestamp is the broker's append time, and not the producer's
 *     time
 * @param value its bytes; null for a tombstone
 * @param settled whether it must be in the lake; if not, it may be there or still in flight
 * @param sentAgain its parts, as in {@link RecordId}, that were redriven as new records: they count
 *     as dead letters, even if their bytes can be decoded by now
 */
// Passed on once and never compared, so the bytes need not be copied.
@SuppressWarnings("ArrayRecordComponent")
public record KafkaEntry(
    Topic<?> topic,
    String topicName,
    int partition,
    long offset,
    long timestamp,
    boolean stampedByBroker,
    byte[] value,
    boolean settled,
    Set<String> sentAgain) {

  /** The same record as an entry of another topic that shares the Kafka topic. */
  public KafkaEntry of(Topic<?> another) {
    return new KafkaEntry(
        another,
        topicName,
        partition,
        offset,
        timestamp,
        stampedByBroker,
        value,
        settled,
        sentAgain);
  }

  /** The position of the record, such as {@code clicks-3@1200}. */
  public String place() {
    return topicName + "-" + partition + "@" + offset;
  }
}
