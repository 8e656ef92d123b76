package io.bidlake.verify.kafka;

import io.bidlake.model.Topic;
import io.bidlake.verify.base.CannotVerifyException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Where the topics end now, and how far the job of the login's group has come. */
public final class Offsets implements AutoCloseable {

  private final KafkaLogin login;
  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Topic<?>> partitions;

  Offsets(KafkaLogin login, Collection<Topic<?>> topics, Consumer<byte[], byte[]> consumer) {
    this.login = login;
    this.consumer = consumer;
    this.partitions = partitions(topics);
  }

  /** Throws {@link CannotVerifyException} if Kafka is away, or a topic. */
  public static Offsets connect(KafkaLogin login, Collection<Topic<?>> topics) {
    try {
      return new Offsets(login, topics, login.consumer());
    } catch (KafkaException e) {
      throw unreachable(login, e);
    }
  }

  /** End offsets of all partitions. */
  public Map<TopicPartition, Long> ends() {
    try {
      return consumer.endOffsets(partitions.keySet());
    } catch (KafkaException e) {
      throw unreachable(login, e);
    }
  }

  /** Records of these topics below {@code ends}, which may name others, that are not committed. */
  public long behind(Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> mark = new HashMap<>(ends);
    mark.keySet().retainAll(partitions.keySet());
    try {
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(mark.keySet());
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(mark.keySet());
      long behind = 0;
      for (Map.Entry<TopicPartition, Long> partition : mark.entrySet()) {
        OffsetAndMetadata offset = committed.get(partition.getKey());
        long reached = offset == null ? beginnings.get(partition.getKey()) : offset.offset();
        behind += Math.max(0, partition.getValue() - reached);
      }
      return behind;
    } catch (KafkaException e) {
      throw unreachable(login, e);
    }
  }

  /** The spans to be read. Throws if retention has already removed a part of them. */
  public List<TopicSpan> spans(Map<TopicPartition, Long> mark, Map<TopicPartition, Long> ends) {
    consumer
        .beginningOffsets(partitions.keySet())
        .forEach(
            (partition, beginning) -> {
              if (beginning > 0) {
                throw new CannotVerifyException(
                    "%s starts at offset %d: Kafka has dropped older records, so nothing can be"
                            .formatted(partition, beginning)
                        + " said about the rows they made");
              }
            });
    List<TopicSpan> spans = new ArrayList<>();
    partitions.forEach(
        (partition, topic) ->
            spans.add(
                new TopicSpan(
                    topic,
                    partition.topic(),
                    partition.partition(),
                    mark.get(partition),
                    ends.get(partition))));
    return spans;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private Map<TopicPartition, Topic<?>> partitions(Collection<Topic<?>> topics) {
    Map<TopicPartition, Topic<?>> found = new LinkedHashMap<>();
    Map<String, List<PartitionInfo>> existing = new HashMap<>(consumer.listTopics());
    for (Topic<?> topic : topics) {
      String name = login.kafka().nameOf(topic);
      if (!existing.containsKey(name)) {
        Set<String> names = existing.keySet();
        throw new CannotVerifyException(
            "Kafka at %s has no topic %s (it has %s)"
                .formatted(login.kafka().bootstrapServers(), name, String.join(", ", names)));
      }
      existing
          .get(name)
          .forEach(info -> found.put(new TopicPartition(name, info.partition()), topic));
    }
    return found;
  }

  private static CannotVerifyException unreachable(KafkaLogin login, KafkaException cause) {
    return new CannotVerifyException(
        "Kafka at %s does not answer (kafka.bootstrap-servers): %s"
            .formatted(login.kafka().bootstrapServers(), CannotVerifyException.rootMessage(cause)),
        cause);
  }
}
