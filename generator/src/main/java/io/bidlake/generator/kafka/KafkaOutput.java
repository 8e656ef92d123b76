package io.bidlake.generator.kafka;

import io.bidlake.generator.stream.EventKind;
import io.bidlake.generator.stream.Message;
import io.bidlake.generator.stream.MessageOutput;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends messages to Kafka, and keeps account of those that Kafka did not accept. */
public final class KafkaOutput implements MessageOutput {

  private static final Duration LAST_DELIVERIES = Duration.ofSeconds(30);

  private final Producer<byte[], byte[]> producer;
  private final TopicNames topics;
  private final Map<EventKind, Callback> callbacks = new EnumMap<>(EventKind.class);
  private final Map<EventKind, AtomicLong> lost = new EnumMap<>(EventKind.class);
  private final AtomicReference<String> firstFailure = new AtomicReference<>();
  private final AtomicLong settled = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();

  /**
   * A producer.
   *
   * @throws KafkaUnavailableException if a Kafka setting is wrong
   */
  public KafkaOutput(KafkaSettings settings, TopicNames topics) {
    this(producer(settings), topics);
  }

  KafkaOutput(Producer<byte[], byte[]> producer, TopicNames topics) {
    this.producer = producer;
    this.topics = topics;
    for (EventKind kind : EventKind.values()) {
      lost.put(kind, new AtomicLong());
      callbacks.put(kind, (metadata, error) -> settle(kind, error));
    }
  }

  @Override
  public void send(Message message) {
    taken.incrementAndGet();
    Callback callback = callbacks.get(message.kind());
    try {
      // Errors come through the callback.
      var unused =
          producer.send(
              new ProducerRecord<>(topics.of(message.kind()), message.key(), message.value()),
              callback);
    } catch (InterruptException e) {
      callback.onCompletion(null, new KafkaException("stopped while Kafka took no messages", e));
    } catch (KafkaException e) {
      callback.onCompletion(null, e);
    }
  }

  @Override
  public long underway() {
    return taken.get() - settled.get();
  }

  @Override
  public Optional<String> firstFailure() {
    return Optional.ofNullable(firstFailure.get());
  }

  @Override
  public long lost(EventKind kind) {
    return lost.get(kind).get();
  }

  @Override
  public void finish() {
    // Fails what cannot be delivered in time, which the callbacks then count.
    producer.close(LAST_DELIVERIES);
  }

  private void settle(EventKind kind, Exception error) {
    settled.incrementAndGet();
    if (error != null) {
      lost.get(kind).incrementAndGet();
      firstFailure.compareAndSet(
          null, "%s: %s".formatted(error.getClass().getSimpleName(), error.getMessage()));
    }
  }

  private static Producer<byte[], byte[]> producer(KafkaSettings settings) {
    try {
      return new KafkaProducer<>(properties(settings));
    } catch (KafkaException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new KafkaUnavailableException(
          "the Kafka producer cannot be started: " + reason.getMessage(), e);
    }
  }

  private static Map<String, Object> properties(KafkaSettings settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "bidlake-generator");
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
    properties.putAll(settings.clientProperties());
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return properties;
  }
}
