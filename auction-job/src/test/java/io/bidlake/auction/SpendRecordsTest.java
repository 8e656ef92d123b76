package io.bidlake.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Spend;
import io.bidlake.registry.WireFormat;
import io.bidlake.runtime.window.Totals;
import io.bidlake.runtime.window.WindowChange;
import io.bidlake.tables.WindowKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.util.Utf8;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpendRecordsTest {

  private static final Instant MINUTE = Instant.parse("2026-02-03T10:05:00Z");
  private static final Instant NOW = Instant.parse("2026-02-03T10:05:07.250Z");
  private static final int SCHEMA = 77;

  private final SpendRecords records = new SpendRecords("spend", null, null);

  @BeforeEach
  void open() {
    records.open(SCHEMA, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void sayWhatACampaignHasSpentInAMinuteSoFar() throws IOException {
    ProducerRecord<byte[], byte[]> record = serialize("spring", "news", MINUTE);

    assertThat(record.topic()).isEqualTo("spend");
    assertThat(spend(record))
        .isEqualTo(new Spend(MINUTE, new Utf8("spring"), new Utf8("news"), 3L, 1L, 0.0075, NOW));
  }

  @Test
  void haveOneKeyForEachRowOfTheTable() {
    byte[] key = serialize("spring", "news", MINUTE).key();

    assertThat(serialize("spring", "news", MINUTE).key()).isEqualTo(key);
    assertThat(serialize("spring", "news", MINUTE.plusSeconds(60)).key()).isNotEqualTo(key);
    assertThat(serialize("spring", "sports", MINUTE).key()).isNotEqualTo(key);
    assertThat(serialize("summer", "news", MINUTE).key()).isNotEqualTo(key);
  }

  @Test
  void keepTheRecordsOfACampaignInOnePartition() {
    Integer partition = serialize("spring", "news", MINUTE).partition();

    assertThat(serialize("spring", "sports", MINUTE.plusSeconds(60)).partition())
        .isEqualTo(partition)
        .isBetween(0, 3);
    assertThat("abcdefgh".chars().mapToObj(it -> serialize("" + it, "news", MINUTE).partition()))
        .as("partitions of other campaigns")
        .contains(0, 1, 2, 3);
  }

  private ProducerRecord<byte[], byte[]> serialize(
      String campaign, String publisher, Instant minute) {
    WindowChange row = new WindowChange();
    row.start = minute.toEpochMilli();
    row.key = WindowKey.of(campaign, publisher);
    row.totals = new Totals(new long[] {3, 1}, new BigDecimal("7.5"));
    return records.serialize(row, new FourPartitions(), null);
  }

  private static Spend spend(ProducerRecord<byte[], byte[]> record) throws IOException {
    ByteBuffer value = ByteBuffer.wrap(record.value());
    byte[] header = new byte[WireFormat.header(SCHEMA).length];
    value.get(header);
    assertThat(header).isEqualTo(WireFormat.header(SCHEMA));
    return new SpecificDatumReader<>(Spend.class)
        .read(
            null,
            DecoderFactory.get()
                .binaryDecoder(record.value(), header.length, value.remaining(), null));
  }

  private static final class FourPartitions implements KafkaSinkContext {
    @Override
    public int getParallelInstanceId() {
      return 0;
    }

    @Override
    public int getNumberOfParallelInstances() {
      return 1;
    }

    @Override
    public int[] getPartitionsForTopic(String topic) {
      return new int[] {0, 1, 2, 3};
    }
  }
}
