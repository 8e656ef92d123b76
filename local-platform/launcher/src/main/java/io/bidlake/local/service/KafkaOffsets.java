package io.bidlake.local.service;

import io.bidlake.local.config.PlatformException;
import io.bidlake.model.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The end offsets of the topics and the committed offsets of consumer groups, as a consumer with
 * {@code read_committed} sees them: records after the start of an open transaction do not count.
 */
public final class KafkaOffsets implements AutoCloseable {
  private static final ListOffsetsOptions COMMITTED =
      new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final String bootstrapServers;
  private final Admin admin;
  private final Map<TopicPartition, Long> committedBefore = new HashMap<>();

  public KafkaOffsets(String bootstrapServers) {
    this(bootstrapServers, PATIENCE);
  }

  /**
   * For callers with a timeout of their own.
   *
   * @param patience the timeout of each request
   */
  public KafkaOffsets(String bootstrapServers, Duration patience) {
    String millis = Long.toString(patience.toMillis());
    this.bootstrapServers = bootstrapServers;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis));
  }

  /** The sum of the topics' end offsets, which count transaction markers as well. */
  public long written(List<Topic<?>> topics) {
    return ends(topics).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The lag of the consumer group over these topics: the records that it has not committed yet. */
  public long remaining(String group, List<Topic<?>> topics) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> ends = ends(topics);
    long remaining = 0;
    for (TopicPartition partition : ends.keySet()) {
      OffsetAndMetadata from = committed.get(partition);
      remaining += remaining(partition, from == null ? 0 : from.offset(), ends.get(partition));
    }
    return remaining;
  }

  private long remaining(TopicPartition partition, long from, long to) {
    try {
      return from >= to || isEmpty(partition, from, to) ? 0 : to - from;
    } catch (KafkaException e) {
      throw new PlatformException("kafka did not answer: " + e.getMessage(), e);
    }
  }

  /**
   * Whether these offsets hold only transaction markers and aborted records, which no job commits
   * as long as no record follows. This is checked only if the group's offset has not changed since
   * the last call.
   */
  private boolean isEmpty(TopicPartition partition, long from, long to) {
    Long before = committedBefore.put(partition, from);
    if (before == null || before != from) {
      return false;
    }
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            1);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(Set.of(partition));
      consumer.seek(partition, from);
      long deadline = System.nanoTime() + LOOK.toNanos();
      while (consumer.position(partition) < to && System.nanoTime() < deadline) {
        if (!consumer.poll(LOOK).isEmpty()) {
          return false;
        }
      }
      return consumer.position(partition) >= to;
    }
  }

  private Map<TopicPartition, Long> ends(List<Topic<?>> topics) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions(topics)
            .collect(Collectors.toMap(Function.identity(), it -> OffsetSpec.latest()));
    return answer(admin.listOffsets(latest, COMMITTED).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  /** The current partitions, as some may have been added. */
  private Stream<TopicPartition> partitions(List<Topic<?>> topics) {
    return answer(admin.describeTopics(ConfiguredNames.of(topics)).allTopicNames())
        .values()
        .stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())));
  }

  /** Gives the topic one more partition. */
  public void addPartition(Topic<?> topic) {
    List<TopicPartition> present = partitions(List.of(topic)).toList();
    NewPartitions oneMore = NewPartitions.increaseTo(present.size() + 1);
    answer(admin.createPartitions(Map.of(present.get(0).topic(), oneMore)).all());
  }

  private static <T> T answer(KafkaFuture<T> request) {
    try {
      return request.get();
    } catch (ExecutionException e) {
      throw new PlatformException("kafka did not answer: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
