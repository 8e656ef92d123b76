package io.bidlake.landing.topics;

import io.bidlake.runtime.kafka.KafkaDeserializer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Emits Kafka records undecoded, so that one that cannot be decoded becomes a dead letter. */
final class TopicRecordDeserializer extends KafkaDeserializer<TopicRecord> {

  private static final long serialVersionUID = 1;
  private static final String[] NO_KEYS = {};
  private static final byte[][] NO_VALUES = {};

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> in, Collector<TopicRecord> out) {
    TopicRecord read = new TopicRecord();
    read.topic = in.topic();
    read.partition = in.partition();
    read.offset = in.offset();
    read.timestamp = in.timestamp();
    read.key = in.key();
    read.value = valueOf(in);
    Header[] headers = in.headers().toArray();
    read.headerKeys = headers.length == 0 ? NO_KEYS : new String[headers.length];
    read.headerValues = headers.length == 0 ? NO_VALUES : new byte[headers.length][];
    for (int i = 0; i < headers.length; i++) {
      read.headerKeys[i] = headers[i].key();
      read.headerValues[i] = headers[i].value();
    }
    out.collect(read);
  }

  @Override
  public TypeInformation<TopicRecord> getProducedType() {
    return Types.POJO(TopicRecord.class);
  }
}
