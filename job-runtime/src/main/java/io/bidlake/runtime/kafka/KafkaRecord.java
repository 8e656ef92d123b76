package io.bidlake.runtime.kafka;

import java.util.Objects;

/** An undecoded Kafka record: its position, timestamp and value. A Flink POJO. */
public final class KafkaRecord {

  public String topic;
  public int partition;
  public long offset;

  /** Kafka's timestamp of the record, in ms. */
  public long timestamp;

  /** Value; empty for a record without one. */
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
