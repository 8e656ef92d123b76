package io.bidlake.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bidlake.generator.stream.Message;
import io.bidlake.generator.stream.Message.Nature;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
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
          producer, KafkaSettings.read(Settings.of(List.of("--topic.clicks", "taps"), Map.of())));

  @Test
  void sendsKeyAndValueToTheTopicAsItIsNamed() {
    output.send(message(Topics.CLICKS, VALUE));
    output.send(message(Topics.BID_REQUESTS, null));

    assertThat(producer.history())
        .extracting(ProducerRecord::topic, ProducerRecord::key, ProducerRecord::value)
        .containsExactly(tuple("taps", KEY, VALUE), tuple("bid-requests", KEY, null));
    assertThat(producer.history()).allMatch(sent -> sent.timestamp() == null);
  }

  @Test
  void countsWhatIsUnderwayUntilItIsAccepted() {
    output.send(message(Topics.CLICKS, VALUE));
    assertThat(output.underway()).isEqualTo(1);

    producer.completeNext();
    assertThat(output.underway()).isZero();
    assertThat(output.firstFailure()).isEmpty();
  }

  @Test
  void keepsAccountOfLostMessagesAndTheFirstReason() {
    output.send(message(Topics.CLICKS, VALUE));
    output.send(message(Topics.CLICKS, VALUE));
    producer.errorNext(new RecordTooLargeException("too large"));
    producer.errorNext(new RecordTooLargeException("larger still"));

    assertThat(output.lost(Topics.CLICKS)).isEqualTo(2);
    assertThat(output.lost(Topics.BID_REQUESTS)).isZero();
    assertThat(output.underway()).isZero();
    assertThat(output.firstFailure()).contains("RecordTooLargeException: too large");
  }

  @Test
  void countsAMessageAsLostThatTheProducerDoesNotEvenTake() {
    producer.sendException = new KafkaException("closed");
    output.send(message(Topics.IMPRESSIONS, VALUE));

    assertThat(output.lost(Topics.IMPRESSIONS)).isEqualTo(1);
    assertThat(output.firstFailure()).contains("KafkaException: closed");
  }

  private static Message message(Topic<?> topic, byte[] value) {
    return new Message(0, 0, topic, Nature.EVENT, KEY, value);
  }
}
