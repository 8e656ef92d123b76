package io.bidlake.verify.kafka;

import io.bidlake.model.Topic;
import java.util.Set;

/**
 * One record of a topic.
 *
 * @param topic what the topic carries; the first of several
 * @param topicName its name in this installation
 * @param partition partition of the record
 * @param offset offset of the record
 * @param timestamp Kafka's timestamp, ms
 * @param stampedByBroker whether that is when the broker appended it, not what the producer says
 * @param value its bytes; null for a tombstone
 * @param settled whether it must be in the lake; if not, it may be there or still on its way
 * @param sentAgain its parts, as {@link RecordId} names them, for which other records stand since
 *     they became dead letters: they are ones, even if their bytes can be read by now
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
    Set<String> sentAgain) {

  /** The same record, as one of another topic whose events it holds. */
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

  /** Where the record stands, such as {@code clicks-3@1200}. */
  public String place() {
    return topicName + "-" + partition + "@" + offset;
  }
}
