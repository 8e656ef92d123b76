package io.bidlake.importer;

import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.producer.ByTopic;
import io.bidlake.producer.EventProducer;
import io.bidlake.producer.TopicSetup;
import io.bidlake.registry.SchemaRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** The destination of records, with the ids of their schemas. */
final class Target implements AutoCloseable {

  private final Optional<Producer<byte[], byte[]>> producer;
  private final ByTopic<Integer> schemaIds;
  private final AtomicReference<String> failure = new AtomicReference<>();

  /** Kafka did not accept a record; the message names the topic and the error. */
  static final class NotDeliveredException extends RuntimeException {

    NotDeliveredException(String message) {
      super(message);
    }
  }

  /**
   * Creates a target.
   *
   * @param producer sends the records, and is closed with the target; without one they are
   *     discarded
   * @param schemaIds the ids of the topics' schemas
   */
  Target(Optional<Producer<byte[], byte[]>> producer, ByTopic<Integer> schemaIds) {
    this.producer = producer;
    this.schemaIds = schemaIds;
  }

  /** Creates records but sends none. */
  static Target none() {
    return new Target(Optional.empty(), new ByTopic<>(topic -> 0));
  }

  /** Kafka and the schema registry; creates missing topics and registers the schemas. */
  static Target kafka(ImportSettings settings) {
    KafkaSettings kafka = settings.kafka();
    new TopicSetup(kafka).createMissing(Topics.ALL);
    SchemaRegistry registry = new SchemaRegistry(settings.registry());
    ByTopic<Integer> schemaIds =
        new ByTopic<>(
            (Topic<?> topic) ->
                registry.register(Topic.subject(kafka.nameOf(topic)), topic.schema()));
    return new Target(Optional.of(EventProducer.open(kafka, "bidlake-import")), schemaIds);
  }

  ByTopic<Integer> schemaIds() {
    return schemaIds;
  }

  /**
   * Sends records in order.
   *
   * @param afterEach called after each record with the number of records sent so far
   * @throws NotDeliveredException if Kafka has not accepted one of these or of earlier records
   */
  void send(List<ProducerRecord<byte[], byte[]>> records, LongConsumer afterEach) {
    if (producer.isEmpty()) {
      return;
    }
    long sent = 0;
    for (ProducerRecord<byte[], byte[]> next : records) {
      try {
        var unused = producer.get().send(next, (metadata, error) -> note(next.topic(), error));
      } catch (KafkaException e) {
        note(next.topic(), e);
      }
      check();
      afterEach.accept(++sent);
    }
  }

  /**
   * Waits until Kafka has acknowledged all records.
   *
   * @throws NotDeliveredException if it has not accepted one
   */
  void flush() {
    producer.ifPresent(Producer::flush);
    check();
  }

  @Override
  public void close() {
    producer.ifPresent(Producer::close);
  }

  private void note(String topic, Exception error) {
    if (error != null) {
      failure.compareAndSet(null, "topic %s: %s".formatted(topic, error.getMessage()));
    }
  }

  private void check() {
    if (failure.get() != null) {
      throw new NotDeliveredException(failure.get());
    }
  }
}
