package io.bidlake.runtime.kafka;

import java.util.Objects;

/** A Kafka record as it came: where it stood, when Kafka got it, and its value's bytes. A POJO. */
public final class KafkaRecord {

  public String topic;
  public int partition;
  public long offset;

  /** Kafka's timestamp of the record, in ms. */
  public long timestamp;

  /** Empty for a record without value. */
  public byte[] value;

  public KafkaRecord() {}

  public KafkaRecord(String topic, int partition, long offset, long timestamp, byte[] value) {
    this.topic = Objects.requireNonNull(topic);
    this.partition = partition;
    this.offset = offset;
    this.timestamp = timestamp;
    this.value = Objects.requireNonNull(value);
  }

  @Override
  public String toString() {
    return "%s-%d@%d".formatted(topic, partition, offset);
  }
}
