package io.bidlake.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.redrive.DeadLetters.Letter;
import io.bidlake.verify.kafka.RecordId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendOnceTest {

  private static final Notes NOTES = new Notes("notes");
  private static final long NOON = 1_700_000_000_000L;

  private final Broker producer = new Broker();
  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("latest");
  private final Tally tally = new Tally();
  private final SendOnce sender =
      new SendOnce(
          producer,
          NOTES,
          Map.of("clicks", 4),
          KeptTimesTest.NONE,
          new OriginalRecords(kafka),
          tally);

  @BeforeEach
  void keepNoRecordsInKafka() {
    for (int partition = 0; partition < 4; partition++) {
      TopicPartition clicks = new TopicPartition("clicks", partition);
      kafka.updateBeginningOffsets(Map.of(clicks, 0L));
      kafka.updateEndOffsets(Map.of(clicks, 0L));
    }
  }

  @Test
  void sendsALetterAsItWasAndNotesIt() {
    sender.begin();
    sender.add(letter(3, 1_200, 7, 8));
    sender.sendAll();

    ProducerRecord<byte[], byte[]> again = producer.history().get(0);
    assertThat(again.topic()).isEqualTo("clicks");
    assertThat(again.partition()).isEqualTo(3);
    assertThat(again.timestamp()).isEqualTo(NOON);
    assertThat(again.key()).isNull();
    assertThat(again.value()).containsExactly(7, 8);
    assertThat(again.headers().lastHeader(SendOnce.HEADER).value())
        .isEqualTo("clicks/3/1200".getBytes(UTF_8));
    ProducerRecord<byte[], byte[]> note = producer.history().get(1);
    assertThat(note.topic()).isEqualTo("notes");
    assertThat(note.partition()).isZero();
    assertThat(new String(note.key(), UTF_8)).isEqualTo("clicks/3/1200/" + NOON);
    assertThat(new String(note.value(), UTF_8)).matches("clicks/\\d/0");
    assertThat(producer.history()).hasSize(2);
    assertThat(producer.commitCount()).isEqualTo(1);
    assertThat(tally.sent()).isEqualTo(1);
  }

  @Test
  void keepsKeyAndHeadersWhereKafkaStillHasTheRecord() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[] {5}).add(SendOnce.HEADER, "clicks/3/7".getBytes(UTF_8));
    inKafka(1_200, NOON, headers, 7, 8);

    sender.begin();
    sender.add(letter(3, 1_200, 7, 8));
    sender.sendAll();

    ProducerRecord<byte[], byte[]> again = producer.history().get(0);
    assertThat(again.key()).containsExactly(1, 2);
    assertThat(again.headers().lastHeader("trace").value()).containsExactly(5);
    assertThat(again.headers().headers(SendOnce.HEADER))
        .singleElement()
        .returns("clicks/3/1200", header -> new String(header.value(), UTF_8));
  }

  @Test
  void takesNoKeyOfARecordOfATopicThatWasReCreated() {
    inKafka(1_200, NOON + 1, new RecordHeaders(), 9);

    sender.begin();
    sender.add(letter(3, 1_200, 7, 8));
    sender.sendAll();

    assertThat(producer.history().get(0).key()).isNull();
  }

  @Test
  void choosesAnotherPartitionWhereThereIsNoSuchOneAnyMore() {
    sender.begin();
    sender.add(letter(6, 0, 1));
    sender.sendAll();

    assertThat(producer.history().get(0).partition()).isEqualTo(2);
  }

  @Test
  void sendsManyInSeveralTransactions() {
    sender.begin();
    IntStream.range(0, 2_500).forEach(i -> sender.add(letter(0, i, 1)));
    assertThat(tally.sent()).isEqualTo(2_000);
    sender.sendAll();
    sender.sendAll();

    assertThat(tally.sent()).isEqualTo(2_500);
    assertThat(producer.commitCount()).isEqualTo(3);
  }

  @Test
  void boundsATransactionByBytesToo() {
    sender.begin();
    byte[] megabyte = new byte[1 << 20];
    IntStream.range(0, 8).forEach(i -> sender.add(letter(0, i, megabyte)));

    assertThat(producer.commitCount()).isEqualTo(1);
  }

  /** What dies between a letter and its commit leaves neither the letter nor a note. */
  @Test
  void sendsNothingWhereTheCommitFails() {
    sender.begin();
    sender.add(letter(0, 0, 1));
    producer.commitTransactionException = new TimeoutException("no answer");

    assertThatThrownBy(sender::sendAll).isInstanceOf(TimeoutException.class);

    assertThat(producer.history()).isEmpty();
    assertThat(tally.sent()).isZero();
  }

  @Test
  void sendsNothingMoreOnceAnotherRunHasBegun() {
    sender.begin();
    sender.add(letter(0, 0, 1));
    producer.fenceProducer();

    assertThatThrownBy(sender::sendAll).isInstanceOf(ProducerFencedException.class);

    assertThat(producer.history()).isEmpty();
    assertThat(tally.sent()).isZero();
  }

  @Test
  void leavesOutWhatKafkaRefuses() {
    sender.begin();
    for (int i = 0; i < 10; i++) {
      sender.add(i == 4 ? letter(0, i, new byte[100]) : letter(0, i, 1));
    }
    sender.sendAll();

    assertThat(tally.sent()).isEqualTo(9);
    assertThat(tally.isIncomplete()).isTrue();
    assertThat(tally.asText("were sent"))
        .contains("refused clicks/0/4: too large", "1 letters were refused by Kafka");
    assertThat(producer.history())
        .filteredOn(sent -> sent.topic().equals("notes"))
        .extracting(note -> new String(note.key(), UTF_8))
        .hasSize(9)
        .doesNotContain("clicks/0/4/" + NOON);
  }

  private void inKafka(long offset, long timestamp, Headers headers, int... value) {
    TopicPartition clicks = new TopicPartition("clicks", 3);
    kafka.updateEndOffsets(Map.of(clicks, offset + 1));
    kafka.schedulePollTask(
        () ->
            kafka.addRecord(
                new ConsumerRecord<>(
                    "clicks",
                    3,
                    offset,
                    timestamp,
                    TimestampType.CREATE_TIME,
                    2,
                    value.length,
                    bytes(1, 2),
                    bytes(value),
                    headers,
                    Optional.empty())));
  }

  private static Letter letter(int partition, long offset, int... payload) {
    return letter(partition, offset, bytes(payload));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) values[i]);
    return bytes;
  }

  private static Letter letter(int partition, long offset, byte[] payload) {
    RecordId id = new RecordId("clicks", partition, offset, NOON);
    return new Letter(id, "MALFORMED", "words", payload);
  }

  /** Takes no record of 100 bytes. */
  private static final class Broker extends MockProducer<byte[], byte[]> {

    Broker() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> sent) {
      sendException = sent.value().length == 100 ? new RecordTooLargeException("too large") : null;
      return super.send(sent);
    }
  }
}
