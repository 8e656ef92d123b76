package io.bidlake.runtime;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Hands on Kafka records undecoded, so that a record that cannot be decoded is a row in the dead
 * letters and not an exception in the source, which would restart the job again and again.
 */
final class KafkaRecordSchema implements KafkaRecordDeserializationSchema<KafkaRecord> {

  private static final byte[] NO_VALUE = new byte[0];

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    NativeLz4.load();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> in, Collector<KafkaRecord> out) {
    byte[] value = in.value() == null ? NO_VALUE : in.value();
    out.collect(new KafkaRecord(in.topic(), in.partition(), in.offset(), in.timestamp(), value));
  }

  @Override
  public TypeInformation<KafkaRecord> getProducedType() {
    return TypeInformation.of(KafkaRecord.class);
  }
}
