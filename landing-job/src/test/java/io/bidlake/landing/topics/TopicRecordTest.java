package io.bidlake.landing.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.landing.RepeatableRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.types.PojoTestUtils;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TopicRecordTest {

  @Test
  void isSentBetweenOperatorsWithoutKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(TopicRecord.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(RepeatableRecord.class);
  }

  @Test
  void hasAllThatKafkaKnowsOfARecord() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("one", new byte[] {1}).add("two", null);
    List<TopicRecord> read = new ArrayList<>();

    new TopicRecordDeserializer()
        .deserialize(
            new ConsumerRecord<>(
                "events.a",
                3,
                42,
                7,
                TimestampType.CREATE_TIME,
                1,
                0,
                new byte[] {9},
                null,
                headers,
                Optional.empty()),
            new Collector<>() {
              @Override
              public void collect(TopicRecord record) {
                read.add(record);
              }

              @Override
              public void close() {}
            });

    TopicRecord record = read.get(0);
    assertThat(record).hasToString("events.a-3@42");
    assertThat(record.timestamp).isEqualTo(7);
    assertThat(record.key).containsExactly(9);
    assertThat(record.value).isEmpty();
    assertThat(record.headerKeys).containsExactly("one", "two");
    assertThat(record.headerValues[0]).containsExactly(1);
    assertThat(record.headerValues[1]).isNull();
  }
}
