package io.bidlake.bench.data;

import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.PossibleTimes;
import io.bidlake.model.Topic;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.decode.EventTimes;
import io.bidlake.runtime.decode.RecordDecoder;
import io.bidlake.settings.Settings;
import io.bidlake.tables.DeadLetter.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the events in the topics of a traffic, from the beginning to the current end. */
public final class TopicEvents {

  private static final Duration POLL = Duration.ofSeconds(5);

  private final String kafka;
  private final Traffic traffic;
  private final EventFormats formats;

  public TopicEvents(BenchPlatform platform, Traffic traffic) {
    this.kafka = platform.addresses().kafka();
    this.traffic = traffic;
    List<String> arguments = new ArrayList<>(platform.addresses().asArguments());
    arguments.addAll(traffic.asArguments());
    Settings settings = Settings.of(arguments, Map.of());
    this.formats = EventFormats.read(settings, KafkaSettings.read(settings));
  }

  /**
   * Reads a topic.
   *
   * @param eachEvent receives every event; the next one overwrites it
   */
  public <T extends SpecificRecord> void read(Topic<T> topic, Consumer<? super T> eachEvent) {
    String name = traffic.nameOf(topic);
    RecordDecoder<T> decoder =
        formats.decoder(topic, new EventTimes<>(topic, PossibleTimes.DEFAULTS));
    RecordDecoder.Output<T> output = new CleanEvents<>(name, eachEvent);
    try (KafkaTopics topics = new KafkaTopics(kafka);
        KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> ends = topics.ends(List.of(name));
      long left = ends.values().stream().mapToLong(Long::longValue).sum();
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (left > 0) {
        for (var record : consumer.poll(POLL)) {
          decoder.decode(record.value(), record.timestamp(), output);
          left--;
        }
      }
    }
  }

  private record CleanEvents<T>(String topic, Consumer<? super T> eachEvent)
      implements RecordDecoder.Output<T> {

    @Override
    public void event(T event, long time, SourceDocument document) {
      eachEvent.accept(event);
    }

    @Override
    public void deadLetter(Reason reason, String error, SourceDocument document) {
      throw new IllegalStateException("expected clean events in %s: %s".formatted(topic, error));
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
