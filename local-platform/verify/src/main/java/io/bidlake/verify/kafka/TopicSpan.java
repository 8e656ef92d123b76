package io.bidlake.verify.kafka;

import io.bidlake.model.Topic;
import java.util.List;

/**
 * The range of records to read from one partition.
 *
 * @param topics the topics that it carries; there may be several with JSON and notices
 * @param topicName the topic's name in Kafka
 * @param partition the partition
 * @param start the first offset to read; 0 for the first one that there is
 * @param mark the offset below which records must be in the lake
 * @param end the end offset, exclusive
 */
public record TopicSpan(
    List<Topic<?>> topics, String topicName, int partition, long start, long mark, long end) {

  public TopicSpan {
    topics = List.copyOf(topics);
  }

  /** The number of offsets to read. */
  public long records() {
    return Math.max(0, end - start);
  }
}
