package io.bidlake.runtime.kafka;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Base class of the deserializers of all Kafka sources. */
public abstract class KafkaDeserializer<R> implements KafkaRecordDeserializationSchema<R> {

  private static final byte[] NO_VALUE = new byte[0];

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    NativeLz4.load();
  }

  /** Returns the value of a record; an empty array if it has none. */
  protected static byte[] valueOf(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    return kafkaRecord.value() == null ? NO_VALUE : kafkaRecord.value();
  }
}
