package io.bidlake.runtime.kafka;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Emits Kafka records undecoded, so that an invalid record becomes a dead letter. Decoding in the
 * source would fail the job again after each restart.
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
