package io.bidlake.verify.kafka;

import io.bidlake.model.Topic;
import io.bidlake.verify.base.CannotVerifyException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** The end offsets of topics, and the progress of the consumer's group. */
public final class Offsets implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, List<Topic<?>>> partitions = new LinkedHashMap<>();
  private final Map<TopicPartition, Long> reachedBefore = new HashMap<>();

  private Offsets(Consumer<byte[], byte[]> consumer, Map<String, List<Topic<?>>> topics) {
    this.consumer = consumer;
    Map<String, List<PartitionInfo>> existing = consumer.listTopics();
    topics.forEach(
        (name, carried) ->
            existing
                .getOrDefault(name, List.of())
                .forEach(
                    info -> partitions.put(new TopicPartition(name, info.partition()), carried)));
  }

  /**
   * The partitions of some topics.
   *
   * @param consumer asks Kafka, in the group of a job, and is closed with this
   * @throws CannotVerifyException if a topic does not exist
   */
  public static Offsets connect(
      KafkaLogin login, Collection<Topic<?>> topics, Consumer<byte[], byte[]> consumer) {
    Map<String, List<Topic<?>>> byName =
        topics.stream()
            .collect(
                Collectors.groupingBy(
                    topic -> login.kafka().nameOf(topic), LinkedHashMap::new, Collectors.toList()));
    login.require(byName.keySet(), consumer.listTopics().keySet());
    return new Offsets(consumer, byName);
  }

  /** Those of topics that are known only by name; topics that do not exist are left out. */
  public static Offsets ofNames(Collection<String> topicNames, Consumer<byte[], byte[]> consumer) {
    Map<String, List<Topic<?>>> byName = new LinkedHashMap<>();
    topicNames.forEach(name -> byName.put(name, List.of()));
    return new Offsets(consumer, byName);
  }

  /** The current end offsets of all partitions. */
  public Map<TopicPartition, Long> ends() {
    return consumer.endOffsets(partitions.keySet());
  }

  /**
   * The records of these topics below {@code ends}, which may contain other topics, that are not
   * committed.
   */
  public Backlog behind(Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> mark = new HashMap<>(ends);
    mark.keySet().retainAll(partitions.keySet());
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(mark.keySet());
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(mark.keySet());
    long behind = 0;
    Set<String> unread = new TreeSet<>();
    for (Map.Entry<TopicPartition, Long> end : mark.entrySet()) {
      TopicPartition partition = end.getKey();
      OffsetAndMetadata offset = committed.get(partition);
      long reached = Math.max(beginnings.get(partition), offset == null ? 0 : offset.offset());
      if (reached < end.getValue() && !isEmpty(partition, reached, end.getValue())) {
        behind += end.getValue() - reached;
        if (offset == null) {
          unread.add(partition.toString());
        }
      }
    }
    return new Backlog(behind, unread.size() < mark.size() ? unread : Set.of());
  }

  /**
   * Whether these offsets hold only transaction markers, aborted records or compacted ones, which
   * no job commits as long as no record follows. This is checked only if the committed offset has
   * not changed since the last call.
   */
  private boolean isEmpty(TopicPartition partition, long from, long to) {
    Long before = reachedBefore.put(partition, from);
    if (before == null || before != from) {
      return false;
    }
    consumer.assign(Set.of(partition));
    consumer.seek(partition, from);
    long deadline = System.nanoTime() + LOOK.toNanos();
    while (consumer.position(partition) < to && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> found : consumer.poll(LOOK)) {
        return found.offset() >= to;
      }
    }
    return consumer.position(partition) >= to;
  }

  /**
   * The records that a job has not committed.
   *
   * @param records the number of uncommitted offsets below the mark
   * @param unread the partitions without a committed offset, if others have one
   */
  public record Backlog(long records, Set<String> unread) {}

  /**
   * The spans to read.
   *
   * @param since only records that Kafka received at this time or later; empty for all
   * @throws CannotVerifyException if Kafka has already dropped a part of them
   */
  public List<TopicSpan> spans(
      Map<TopicPartition, Long> mark, Map<TopicPartition, Long> ends, Optional<Instant> since) {
    List<TopicSpan> spans = spansOfWhatIsLeft(mark, ends, since);
    Map<TopicPartition, Long> beginnings = beginnings();
    for (TopicSpan span : spans) {
      TopicPartition partition = new TopicPartition(span.topicName(), span.partition());
      if (beginnings.get(partition) > 0 && span.start() <= beginnings.get(partition)) {
        throw droppedBefore(partition, beginnings, since);
      }
    }
    return spans;
  }

  /** The spans to read, without the records that retention has removed. */
  public List<TopicSpan> spansOfWhatIsLeft(
      Map<TopicPartition, Long> mark, Map<TopicPartition, Long> ends, Optional<Instant> since) {
    // The first record of each partition that was received since then; its end if there is none.
    Map<TopicPartition, Long> starts = new HashMap<>();
    since.ifPresent(
        time ->
            firstAt(time.toEpochMilli())
                .forEach(
                    (partition, found) ->
                        starts.put(
                            partition, found == null ? ends.get(partition) : found.offset())));
    List<TopicSpan> spans = new ArrayList<>();
    partitions.forEach(
        (partition, topics) ->
            spans.add(
                new TopicSpan(
                    topics,
                    partition.topic(),
                    partition.partition(),
                    starts.getOrDefault(partition, 0L),
                    mark.get(partition),
                    ends.get(partition))));
    return spans;
  }

  private Map<TopicPartition, OffsetAndTimestamp> firstAt(long millis) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.keySet().forEach(partition -> times.put(partition, millis));
    return consumer.offsetsForTimes(times);
  }

  /** Says since when there are records: everything later is still in Kafka. */
  private CannotVerifyException droppedBefore(
      TopicPartition partition, Map<TopicPartition, Long> beginnings, Optional<Instant> since) {
    Map<TopicPartition, OffsetAndTimestamp> oldest = firstAt(0);
    long newest =
        oldest.entrySet().stream()
            .filter(first -> first.getValue() != null && beginnings.get(first.getKey()) > 0)
            .mapToLong(first -> first.getValue().timestamp())
            .max()
            .orElse(0);
    Instant possible = Instant.ofEpochMilli(newest).plusSeconds(1);
    return new CannotVerifyException(
        "Kafka has dropped the records of %s before offset %d%s, so nothing can be said about their rows; %s"
            .formatted(
                partition,
                beginnings.get(partition),
                since.map(time -> ", some of them perhaps since " + time).orElse(""),
                oldest.get(partition) == null
                    ? "none are left"
                    : "what it has received since can be verified: --since "
                        + possible.truncatedTo(ChronoUnit.SECONDS)));
  }

  /** The offsets at which the partitions begin now; retention has removed those before. */
  public Map<TopicPartition, Long> beginnings() {
    return consumer.beginningOffsets(partitions.keySet());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
