package io.bidlake.runtime.kafka;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Hands on Kafka records undecoded, so that a record that cannot be decoded is a row in the dead
 * letters and not an exception in the source, which would restart the job again and again.
 */
final class KafkaRecordDeserializer extends KafkaDeserializer<KafkaRecord> {

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> in, Collector<KafkaRecord> out) {
    out.collect(
        new KafkaRecord(in.topic(), in.partition(), in.offset(), in.timestamp(), valueOf(in)));
  }

  @Override
  public TypeInformation<KafkaRecord> getProducedType() {
    return TypeInformation.of(KafkaRecord.class);
  }
}
