package io.bidlake.verify.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Spend;
import io.bidlake.verify.base.Micros;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.util.Utf8;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishedRowsTest {

  private static final String TOPIC = "spend";
  private static final int SCHEMA = 9;
  private static final double SPENT = 0.5;
  private static final Instant MINUTE = Instant.parse("2026-02-03T10:05:00Z");

  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
  private final Map<TopicPartition, Long> begins = new HashMap<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  @BeforeEach
  void createTopic() {
    kafka.updatePartitions(
        TOPIC,
        List.of(
            new PartitionInfo(TOPIC, 0, null, null, null),
            new PartitionInfo(TOPIC, 1, null, null, null)));
    for (int partition = 0; partition < 2; partition++) {
      begins.put(new TopicPartition(TOPIC, partition), 0L);
      ends.put(new TopicPartition(TOPIC, partition), 0L);
    }
  }

  @Test
  void areTheLastRecordsOfEachRow() {
    PublishedRows rows =
        read(
            spend(0, MINUTE, "spring", "news", 1, 0),
            spend(0, MINUTE, "spring", "news", 4, 1),
            spend(0, MINUTE, "spring", "sports", 2, 0),
            spend(1, MINUTE.plusSeconds(60), "summer", "news", 0, 3));

    assertThat(rows.problems()).isEmpty();
    assertThat(rows.from()).isEqualTo(Micros.of(MINUTE));
    assertThat(rows.rows())
        .containsExactlyInAnyOrder(
            row(MINUTE, "spring", "news", 4, 1, 0.25),
            row(MINUTE, "spring", "sports", 2, 0, 0.0),
            row(MINUTE.plusSeconds(60), "summer", "news", 0, 3, null));
  }

  @Test
  void haveNoneOfWhichNothingIsLeft() {
    PublishedRows rows =
        read(
            spend(0, MINUTE, "UNKNOWN", "news", 1, 0),
            spend(0, MINUTE, "UNKNOWN", "news", 0, 0),
            spend(1, MINUTE, "spring", "news", 1, 0));

    assertThat(rows.rows()).containsExactly(row(MINUTE, "spring", "news", 1, 0, 0.0));
  }

  @Test
  void needNotHaveWhatKafkaHasDropped() {
    begins.put(new TopicPartition(TOPIC, 1), 5L);
    ends.put(new TopicPartition(TOPIC, 1), 5L);
    Instant written = MINUTE.plusSeconds(90);

    PublishedRows rows =
        read(
            spend(0, MINUTE, "spring", "news", 1, 0),
            at(written, spend(1, MINUTE.plusSeconds(60), "summer", "news", 1, 0)));

    assertThat(rows.from()).isEqualTo(Micros.of(written));
  }

  @Test
  void mustBeThereIfNothingWasEverWritten() {
    assertThat(read().from()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void areThoseOfTheLaterRecordWhenPartitionsWereAdded() {
    PublishedRows rows =
        read(
            at(MINUTE.plusSeconds(9), spend(0, MINUTE, "spring", "news", 4, 1)),
            at(MINUTE.plusSeconds(3), spend(1, MINUTE, "spring", "news", 1, 0)));

    assertThat(rows.rows()).containsExactly(row(MINUTE, "spring", "news", 4, 1, 0.25));
  }

  @Test
  void nameARecordOfAnotherKind() {
    ends.put(new TopicPartition(TOPIC, 0), 1L);

    assertThat(read(new ConsumerRecord<>(TOPIC, 0, 0, null, new byte[] {1, 2})).problems())
        .containsExactly(
            "topic spend has a record that is not one of the auction job's, partition 0, offset 0:"
                + " no schema id at its start");
  }

  @Test
  void nameATopicThatDoesNotExist() {
    assertThat(PublishedRows.read("other", kafka, id -> Optional.empty()).problems())
        .containsExactly("topic other does not exist: the auction job creates it when it starts");
  }

  private static ConsumerRecord<byte[], byte[]> at(
      Instant time, ConsumerRecord<byte[], byte[]> record) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        time.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        -1,
        record.value().length,
        record.key(),
        record.value(),
        new RecordHeaders(),
        Optional.empty());
  }

  @SafeVarargs
  private PublishedRows read(ConsumerRecord<byte[], byte[]>... records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      kafka.schedulePollTask(() -> kafka.addRecord(record));
    }
    kafka.updateBeginningOffsets(begins);
    kafka.updateEndOffsets(ends);
    return PublishedRows.read(
        TOPIC, kafka, id -> id == SCHEMA ? Optional.of(Spend.getClassSchema()) : Optional.empty());
  }

  private ConsumerRecord<byte[], byte[]> spend(
      int partition,
      Instant minute,
      String campaign,
      String publisher,
      long impressions,
      long clicks) {
    long offset = ends.merge(new TopicPartition(TOPIC, partition), 1L, Long::sum) - 1;
    Spend spend =
        new Spend(
            minute,
            new Utf8(campaign),
            new Utf8(publisher),
            impressions,
            clicks,
            impressions + clicks == 0 ? 0 : SPENT,
            MINUTE);
    return new ConsumerRecord<>(TOPIC, partition, offset, null, encode(spend));
  }

  private static byte[] encode(Spend spend) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(SCHEMA).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new SpecificDatumWriter<>(Spend.class).write(spend, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static Object[] row(
      Instant minute,
      String campaign,
      String publisher,
      long impressions,
      long clicks,
      Double ctr) {
    return new Object[] {Micros.of(minute), campaign, publisher, impressions, clicks, SPENT, ctr};
  }
}
