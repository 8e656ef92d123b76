package io.bidlake.ingest;

import io.bidlake.model.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One thread of the loop, with its share of the partitions and its own writers. Runs until it is
 * interrupted.
 */
final class PartitionReader implements Callable<Void> {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings kafka;
  private final int thread;
  private final int threads;
  private final Duration commitInterval;
  private final Map<String, RecordRows<?, ?>> topics;
  private final Collection<TableWriter> writers;

  PartitionReader(
      KafkaSettings kafka,
      int thread,
      int threads,
      Duration commitInterval,
      Map<String, RecordRows<?, ?>> topics,
      Collection<TableWriter> writers) {
    this.kafka = kafka;
    this.thread = thread;
    this.threads = threads;
    this.commitInterval = commitInterval;
    this.topics = topics;
    this.writers = writers;
  }

  @Override
  public Void call() {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(ourPartitions(consumer));
      consumer.seekToBeginning(consumer.assignment());
      read(consumer);
    }
    return null;
  }

  private List<TopicPartition> ourPartitions(KafkaConsumer<byte[], byte[]> consumer) {
    return topics.keySet().stream()
        .flatMap(topic -> consumer.partitionsFor(topic).stream())
        .filter(partition -> partition.partition() % threads == thread)
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer) {
    long nextCommit = System.nanoTime() + commitInterval.toNanos();
    while (!Thread.currentThread().isInterrupted()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        topics.get(record.topic()).write(record);
      }
      if (System.nanoTime() >= nextCommit) {
        writers.forEach(TableWriter::commit);
        nextCommit += commitInterval.toNanos();
      }
    }
  }
}
