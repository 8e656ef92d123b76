package io.bidlake.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.flink.types.PojoTestUtils;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class KafkaRecordTest {

  @Test
  void isSentBetweenOperatorsWithoutKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(KafkaRecord.class);
  }

  @Test
  void keepsWhereARecordStoodAndItsBytes() {
    KafkaRecord record = received("value".getBytes(StandardCharsets.UTF_8));

    assertThat(record.topic).isEqualTo("clicks");
    assertThat(record.partition).isEqualTo(3);
    assertThat(record.offset).isEqualTo(42);
    assertThat(record.value).asString(StandardCharsets.UTF_8).isEqualTo("value");
  }

  @Test
  void handsOnARecordWithoutValueAsAnEmptyOne() {
    assertThat(received(null).value).isEmpty();
  }

  private static KafkaRecord received(byte[] value) {
    KafkaRecord[] received = new KafkaRecord[1];
    new KafkaRecordDeserializer()
        .deserialize(
            new ConsumerRecord<>("clicks", 3, 42, null, value),
            new Collector<>() {
              @Override
              public void collect(KafkaRecord record) {
                received[0] = record;
              }

              @Override
              public void close() {}
            });
    return received[0];
  }
}
