package io.bidlake.local.service;

import io.bidlake.local.config.PlatformException;
import io.bidlake.model.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How much is in our topics and how much of it a consumer group has committed. */
public final class KafkaOffsets implements AutoCloseable {
  private final Admin admin;

  public KafkaOffsets(String bootstrapServers) {
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /** Records in these topics together. */
  public long written(List<Topic<?>> topics) {
    return ends(topics).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Records of these topics that the group has not committed yet. */
  public long remaining(String group, List<Topic<?>> topics) {
    return waitFor(
        () -> {
          Map<TopicPartition, OffsetAndMetadata> committed =
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
          return ends(topics).entrySet().stream()
              .mapToLong(end -> end.getValue() - offset(committed.get(end.getKey())))
              .sum();
        });
  }

  private static long offset(OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }

  private Map<TopicPartition, Long> ends(List<Topic<?>> topics) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions(topics)
            .collect(Collectors.toMap(Function.identity(), it -> OffsetSpec.latest()));
    return waitFor(() -> admin.listOffsets(latest).all().get()).entrySet().stream()
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
