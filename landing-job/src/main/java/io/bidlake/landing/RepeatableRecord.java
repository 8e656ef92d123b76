package io.bidlake.landing;

import io.bidlake.landing.topics.TopicRecord;

/** A record that is left out if it repeats another. A Flink POJO. */
public final class RepeatableRecord {

  /** Hash of the topic and of what identifies the record in it. */
  public String key;

  /** How far in Kafka's time a repeated record is from the one that it repeats, in ms. */
  public long within;

  public TopicRecord record;
}
