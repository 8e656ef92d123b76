package io.bidlake.verify.kafka;

import io.bidlake.model.Topic;
import java.util.List;

/**
 * The range of records to read from one partition, starting at offset 0.
 *
 * @param topics the topics that it carries; there may be several with JSON and notices
 * @param topicName the topic's name in Kafka
 * @param partition the partition
 * @param mark the offset below which records must be in the lake
 * @param end the end offset, exclusive
 */
public record TopicSpan(
    List<Topic<?>> topics, String topicName, int partition, long mark, long end) {

  public TopicSpan {
    topics = List.copyOf(topics);
  }
}
