package io.bidlake.bench.data;

import io.bidlake.model.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The sizes of topics, and the offsets that consumer groups have committed. */
public final class KafkaTopics implements AutoCloseable {

  private final Admin admin;

  public KafkaTopics(String bootstrapServers) {
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /** Creates the topics that do not exist yet. */
  public void createMissing(List<String> names) {
    createMissing(names, Topic.PARTITIONS);
  }

  /** Creates the topics that do not exist yet, with this number of partitions each. */
  public void createMissing(List<String> names, int partitions) {
    var existing = answer(admin.listTopics().names());
    answer(
        admin
            .createTopics(
                names.stream()
                    .filter(name -> !existing.contains(name))
                    .map(name -> new NewTopic(name, partitions, (short) 1))
                    .toList())
            .all());
  }

  /** The number of records by topic. */
  public Map<String, Long> records(List<String> names) {
    Map<String, Long> records = new HashMap<>();
    ends(names).forEach((partition, end) -> records.merge(partition.topic(), end, Long::sum));
    return records;
  }

  /** The total number of records in these topics; topics that do not exist yet count as empty. */
  public long written(List<String> names) {
    List<String> existing =
        answer(admin.listTopics().names()).stream().filter(names::contains).toList();
    return records(existing).values().stream().mapToLong(Long::longValue).sum();
  }

  public void delete(List<String> names) {
    answer(admin.deleteTopics(names).all());
  }

  /** The number of records of these topics that the group has committed. */
  public long committed(String group, List<String> names) {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    return offsets.entrySet().stream()
        .filter(entry -> names.contains(entry.getKey().topic()) && entry.getValue() != null)
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  /** The end offset of each partition. */
  public Map<TopicPartition, Long> ends(List<String> names) {
    Map<TopicPartition, OffsetSpec> latest =
        answer(admin.describeTopics(names).allTopicNames()).values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(it -> new TopicPartition(topic.name(), it.partition())))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    return answer(admin.listOffsets(latest).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private static <T> T answer(KafkaFuture<T> question) {
    try {
      return question.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not answer: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
