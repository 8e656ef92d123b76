package io.bidlake.verify.kafka;

import io.bidlake.model.Topic;

/**
 * One record of a topic.
 *
 * @param topic what the topic carries
 * @param topicName its name in this installation
 * @param partition partition of the record
 * @param offset offset of the record
 * @param timestamp Kafka's timestamp, ms
 * @param stampedByBroker whether that is when the broker appended it, not what the producer says
 * @param value its bytes; null for a tombstone
 * @param settled whether it must be in the lake; if not, it may be there or still on its way
 * @param sentAgain whether another record stands for it since it became a dead letter: it is one,
 *     even if its bytes can be read by now
 */
// Passed on once and never compared, so that the bytes need no copy.
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
    boolean sentAgain) {

  /** Where the record stands, such as {@code clicks-3@1200}. */
  public String place() {
    return topicName + "-" + partition + "@" + offset;
  }
}
