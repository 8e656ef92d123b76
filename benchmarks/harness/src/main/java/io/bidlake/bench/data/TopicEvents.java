package io.bidlake.bench.data;

import io.bidlake.model.Topic;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.avro.EventDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The events that are in a topic, from its beginning to its end of now. */
public final class TopicEvents {

  private static final Duration POLL = Duration.ofSeconds(5);

  private final String kafka;
  private final RegistrySettings registry;

  public TopicEvents(String kafka, RegistrySettings registry) {
    this.kafka = kafka;
    this.registry = registry;
  }

  /**
   * Reads them.
   *
   * @param name the topic's name in Kafka
   * @param eachEvent gets every event; the next one overwrites it
   */
  public <T extends SpecificRecord> void read(
      Topic<T> topic, String name, Consumer<? super T> eachEvent) {
    EventDecoder<T> decoder = new EventDecoder<>(topic, registry);
    try (KafkaTopics topics = new KafkaTopics(kafka);
        KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> ends = topics.ends(List.of(name));
      long left = ends.values().stream().mapToLong(Long::longValue).sum();
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (left > 0) {
        for (var record : consumer.poll(POLL)) {
          eachEvent.accept(decode(decoder, record.value(), name));
          left--;
        }
      }
    }
  }

  private static <T extends SpecificRecord> T decode(
      EventDecoder<T> decoder, byte[] value, String topic) {
    try {
      return decoder.decode(value);
    } catch (UndecodableRecordException e) {
      throw new IllegalStateException(
          "expected clean events in %s: %s".formatted(topic, e.getMessage()), e);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
