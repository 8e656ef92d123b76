package io.bidlake.runtime.kafka;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What all sources do with a Kafka record before they take it apart. */
abstract class KafkaDeserializer<R> implements KafkaRecordDeserializationSchema<R> {

  private static final byte[] NO_VALUE = new byte[0];

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    NativeLz4.load();
  }

  /** The value's bytes; none of a record without value. */
  static byte[] valueOf(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    return kafkaRecord.value() == null ? NO_VALUE : kafkaRecord.value();
  }
}
