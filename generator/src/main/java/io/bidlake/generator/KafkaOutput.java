package io.bidlake.generator;

import io.bidlake.generator.stream.Message;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.producer.ByTopic;
import io.bidlake.producer.EventProducer;
import io.bidlake.producer.KafkaUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Sends messages to Kafka and counts those that were lost. */
final class KafkaOutput {

  private static final Duration LAST_DELIVERIES = Duration.ofSeconds(30);

  private final Producer<byte[], byte[]> producer;
  private final ByTopic<Account> accounts;
  private final AtomicReference<String> firstFailure = new AtomicReference<>();
  private final AtomicLong settled = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();

  /**
   * Creates an output with a producer.
   *
   * @throws KafkaUnavailableException if a Kafka setting is wrong
   */
  KafkaOutput(KafkaSettings settings) {
    this(EventProducer.open(settings, "bidlake-generator"), settings);
  }

  KafkaOutput(Producer<byte[], byte[]> producer, KafkaSettings settings) {
    this.producer = producer;
    this.accounts =
        new ByTopic<>(ExampleTopics.WITH_OTHERS, topic -> new Account(settings.nameOf(topic)));
  }

  /** Sends a message; delivery is asynchronous. */
  void send(Message message) {
    taken.incrementAndGet();
    Account account = accounts.of(message.topic());
    try {
      // Errors are reported to the callback.
      var unused =
          producer.send(
              new ProducerRecord<>(account.topicName, message.key(), message.value()), account);
    } catch (InterruptException e) {
      account.onCompletion(null, new KafkaException("stopped while Kafka took no messages", e));
    } catch (KafkaException e) {
      account.onCompletion(null, e);
    }
  }

  /** Returns the number of messages in flight, whose delivery is neither confirmed nor failed. */
  long underway() {
    return taken.get() - settled.get();
  }

  /** Returns the error of the first lost message, if any. */
  Optional<String> firstFailure() {
    return Optional.ofNullable(firstFailure.get());
  }

  /** Returns the number of lost messages of a topic. */
  long lost(Topic<?> topic) {
    return accounts.of(topic).lost.get();
  }

  /** Waits until no message is in flight, and closes the producer. */
  void finish() {
    // Messages that cannot be delivered in time fail, and the callbacks count them.
    producer.close(LAST_DELIVERIES);
  }

  /** Counts the lost messages of a topic. */
  private final class Account implements Callback {

    private final String topicName;
    private final AtomicLong lost = new AtomicLong();

    Account(String topicName) {
      this.topicName = topicName;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception error) {
      settled.incrementAndGet();
      if (error != null) {
        lost.incrementAndGet();
        firstFailure.compareAndSet(
            null, "%s: %s".formatted(error.getClass().getSimpleName(), error.getMessage()));
      }
    }
  }
}
