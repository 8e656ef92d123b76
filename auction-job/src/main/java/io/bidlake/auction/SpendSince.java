package io.bidlake.auction;

import io.bidlake.model.KafkaSettings;
import io.bidlake.runtime.window.PublishedWindows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads from the topic which rows of {@code serving_by_minute} were published lately. */
record SpendSince(String topic, KafkaSettings kafka) implements PublishedWindows {

  private static final char SEPARATOR = '\0';
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Returns the key of the records of a row. */
  static byte[] recordKey(String key, long start) {
    return (key + SEPARATOR + start).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void since(Instant time, Receiver windows) throws Exception {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      read(consumer, time, windows);
    }
  }

  void read(Consumer<byte[], byte[]> consumer, Instant time, Receiver windows) throws Exception {
    if (!consumer.listTopics().containsKey(topic)) {
      return;
    }
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
    consumer.assign(partitions);
    // Null if nothing was written since.
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) ->
                consumer.seek(partition, found == null ? ends.get(partition) : found.offset()));
    long lastProgress = System.nanoTime();
    while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
      for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
        lastProgress = System.nanoTime();
        pass(found, windows);
      }
      if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
        throw new TimeoutException("topic %s cannot be read to its end".formatted(topic));
      }
    }
  }

  /** A record without such a key is not of this job. */
  private static void pass(ConsumerRecord<byte[], byte[]> found, Receiver windows)
      throws Exception {
    String text = found.key() == null ? "" : new String(found.key(), StandardCharsets.UTF_8);
    int end = text.lastIndexOf(SEPARATOR);
    long start;
    try {
      start = Long.parseLong(text.substring(end + 1));
    } catch (NumberFormatException e) {
      return;
    }
    if (end >= 0) {
      windows.accept(text.substring(0, end), start);
    }
  }
}
