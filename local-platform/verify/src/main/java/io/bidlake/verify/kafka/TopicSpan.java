package io.bidlake.verify.kafka;

import io.bidlake.model.Topic;
import java.util.List;

/**
 * The records of one partition that are read, from offset 0.
 *
 * @param topics what the topic carries, of JSON and notices more than one
 * @param topicName its name
 * @param partition its partition
 * @param mark records below it must be in the lake
 * @param end records from here on are not looked at
 */
public record TopicSpan(
    List<Topic<?>> topics, String topicName, int partition, long mark, long end) {

  public TopicSpan {
    topics = List.copyOf(topics);
  }
}
