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
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How much is in our topics and how much of it a consumer group has committed, as a job sees it
 * that reads what is committed: what stands behind the begin of an open transaction is not there.
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
   * The same for who would rather have no answer than a late one.
   *
   * @param patience how long an answer is waited for
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

  /** Offsets of these topics together, those of transactions' markers as well. */
  public long written(List<Topic<?>> topics) {
    return ends(topics).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Records of these topics that the group has not committed yet. */
  public long remaining(String group, List<Topic<?>> topics) {
    return waitFor(
        () -> {
          Map<TopicPartition, OffsetAndMetadata> committed =
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
          Map<TopicPartition, Long> ends = ends(topics);
          long remaining = 0;
          for (TopicPartition partition : ends.keySet()) {
            long from = offset(committed.get(partition));
            long to = ends.get(partition);
            if (from < to && !isEmpty(partition, from, to)) {
              remaining += to - from;
            }
          }
          return remaining;
        });
  }

  /**
   * Whether offsets are those of markers or of aborted transactions: no job ever commits them when
   * no record follows. Looked at where the group has come no further.
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

  private static long offset(OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }

  private Map<TopicPartition, Long> ends(List<Topic<?>> topics) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions(topics)
            .collect(Collectors.toMap(Function.identity(), it -> OffsetSpec.latest()));
    return waitFor(() -> admin.listOffsets(latest, COMMITTED).all().get()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> offset(entry.getValue())));
  }

  private static long offset(ListOffsetsResultInfo info) {
    return info.offset();
  }

  /** As many as there are: somebody may have added some. */
  private Stream<TopicPartition> partitions(List<Topic<?>> topics) {
    return waitFor(() -> admin.describeTopics(ConfiguredNames.of(topics)).allTopicNames().get())
        .values()
        .stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())));
  }

  /** Gives the topic one more partition. */
  public void addPartition(Topic<?> topic) {
    Map<String, NewPartitions> wanted =
        partitions(List.of(topic))
            .collect(Collectors.groupingBy(TopicPartition::topic, Collectors.counting()))
            .entrySet()
            .stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    count -> NewPartitions.increaseTo(count.getValue().intValue() + 1)));
    waitFor(() -> admin.createPartitions(wanted).all().get());
  }

  /** A question to the broker. */
  private interface Question<T> {
    T ask() throws InterruptedException, ExecutionException;
  }

  private static <T> T waitFor(Question<T> question) {
    try {
      return question.ask();
    } catch (ExecutionException e) {
      throw new PlatformException("kafka did not answer: " + e.getCause().getMessage(), e);
    } catch (KafkaException e) {
      throw new PlatformException("kafka did not answer: " + e.getMessage(), e);
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
