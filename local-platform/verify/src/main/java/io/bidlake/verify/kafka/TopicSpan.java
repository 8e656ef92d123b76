package io.bidlake.verify.kafka;

import io.bidlake.model.Topic;

/**
 * The records of one partition that are read, from offset 0.
 *
 * @param topic what the topic carries
 * @param topicName its name
 * @param partition its partition
 * @param mark records below it must be in the lake
 * @param end records from here on are not looked at
 */
public record TopicSpan(Topic<?> topic, String topicName, int partition, long mark, long end) {}
