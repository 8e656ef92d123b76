package io.bidlake.generator.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bidlake.generator.stream.EventKind;
import io.bidlake.generator.stream.Message;
import io.bidlake.generator.stream.Nature;
import io.bidlake.settings.Settings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaOutputTest {

  private static final byte[] KEY = {1};
  private static final byte[] VALUE = {2};

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

  private final KafkaOutput output =
      new KafkaOutput(
          producer, TopicNames.read(Settings.of(List.of("--topic.clicks", "taps"), Map.of())));

  @Test
  void sendsKeyAndValueToTheTopicOfTheKind() {
    output.send(message(EventKind.CLICK, VALUE));
    output.send(message(EventKind.BID_REQUEST, null));

    assertThat(producer.history())
        .extracting(ProducerRecord::topic, ProducerRecord::key, ProducerRecord::value)
        .containsExactly(tuple("taps", KEY, VALUE), tuple("bid-requests", KEY, null));
    assertThat(producer.history()).allMatch(sent -> sent.timestamp() == null);
  }

  @Test
  void countsWhatIsUnderwayUntilItIsAccepted() {
    output.send(message(EventKind.CLICK, VALUE));
    assertThat(output.underway()).isEqualTo(1);

    producer.completeNext();
    assertThat(output.underway()).isZero();
    assertThat(output.firstFailure()).isEmpty();
  }

  @Test
  void keepsAccountOfLostMessagesAndTheFirstReason() {
    output.send(message(EventKind.CLICK, VALUE));
    output.send(message(EventKind.CLICK, VALUE));
    producer.errorNext(new RecordTooLargeException("too large"));
    producer.errorNext(new RecordTooLargeException("larger still"));

    assertThat(output.lost(EventKind.CLICK)).isEqualTo(2);
    assertThat(output.lost(EventKind.BID_REQUEST)).isZero();
    assertThat(output.underway()).isZero();
    assertThat(output.firstFailure()).contains("RecordTooLargeException: too large");
  }

  @Test
  void countsAMessageAsLostThatTheProducerDoesNotEvenTake() {
    producer.sendException = new KafkaException("closed");
    output.send(message(EventKind.IMPRESSION, VALUE));

    assertThat(output.lost(EventKind.IMPRESSION)).isEqualTo(1);
    assertThat(output.firstFailure()).contains("KafkaException: closed");
  }

  private static Message message(EventKind kind, byte[] value) {
    return new Message(0, 0, kind, Nature.EVENT, KEY, value);
  }
}
