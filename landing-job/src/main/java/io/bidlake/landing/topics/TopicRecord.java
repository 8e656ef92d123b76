package io.bidlake.landing.topics;

/** An undecoded Kafka record with its key and headers. A Flink POJO. */
public final class TopicRecord {

  public String topic;
  public int partition;
  public long offset;

  /** Kafka's timestamp of the record, in ms; -1 if it has none. */
  public long timestamp;

  /** Key; null for none. */
  public byte[] key;

  /** Value; empty for a record without one. */
  public byte[] value;

  /** Keys of the headers. */
  public String[] headerKeys;

  /** Values of the headers; one may be null. */
  public byte[][] headerValues;

  @Override
  public String toString() {
    return "%s-%d@%d".formatted(topic, partition, offset);
  }
}
