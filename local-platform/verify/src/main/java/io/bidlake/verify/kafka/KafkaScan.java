package io.bidlake.verify.kafka;

import io.bidlake.model.Topic;
import io.bidlake.verify.base.Workers;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/**
 * Reads the topics with plain consumers.
 *
 * @param clients opens a consumer for each thread
 * @param threads the maximum number of threads
 * @param patience how long Kafka may send nothing
 * @param sentAgain returns the parts of a record that were redriven as dead letters
 */
public record KafkaScan(
    Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> clients,
    List<TopicSpan> spans,
    int threads,
    Duration patience,
    Function<ConsumerRecord<?, ?>, Set<String>> sentAgain)
    implements KafkaLog {

  /** With one thread for each core. */
  public KafkaScan(
      KafkaLogin login,
      List<TopicSpan> spans,
      Duration patience,
      Function<ConsumerRecord<?, ?>, Set<String>> sentAgain) {
    this(login::consumer, spans, Runtime.getRuntime().availableProcessors(), patience, sentAgain);
  }

  @Override
  public void read(Collection<Topic<?>> topics, Supplier<Consumer<KafkaEntry>> consumers) {
    List<TopicSpan> wanted =
        spans.stream().filter(span -> span.topics().stream().anyMatch(topics::contains)).toList();
    readSpans(
        wanted,
        () -> {
          Consumer<KafkaEntry> consumer = consumers.get();
          return (span, found) -> consumer.accept(entry(span, found));
        });
  }

  /** Passes on every record of some Kafka topics, in the same way. */
  public void readRaw(Collection<String> topicNames, Supplier<Consumer<RawEntry>> consumers) {
    List<TopicSpan> wanted =
        spans.stream().filter(span -> topicNames.contains(span.topicName())).toList();
    readSpans(
        wanted,
        () -> {
          Consumer<RawEntry> consumer = consumers.get();
          return (span, found) ->
              consumer.accept(
                  new RawEntry(
                      found, found.offset() < span.mark(), !sentAgain.apply(found).isEmpty()));
        });
  }

  /**
   * A record of a topic of any kind.
   *
   * @param record the record
   * @param settled whether it must be in the lake; if not, it may be there or still in flight
   * @param sentAgain whether it was redriven as a new record, so that it counts as a dead letter
   */
  public record RawEntry(
      ConsumerRecord<byte[], byte[]> record, boolean settled, boolean sentAgain) {}

  private interface Receiver {
    void accept(TopicSpan span, ConsumerRecord<byte[], byte[]> found);
  }

  private void readSpans(List<TopicSpan> wanted, Supplier<Receiver> receivers) {
    // The longest first, so that all threads end at about the same time.
    Queue<TopicSpan> spans =
        wanted.stream()
            .filter(span -> span.records() > 0)
            .sorted(Comparator.comparingLong(TopicSpan::records).reversed())
            .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
    Workers.run(threads, spans, left -> read(left, receivers.get()));
  }

  private void read(Queue<TopicSpan> left, Receiver receiver) {
    try (var client = clients.get()) {
      for (TopicSpan span = left.poll(); span != null; span = left.poll()) {
        TopicSpan of = span;
        ReadPartition.of(
            new TopicPartition(span.topicName(), span.partition()),
            span.start(),
            span.end(),
            client,
            patience,
            found -> receiver.accept(of, found));
      }
    }
  }

  private KafkaEntry entry(TopicSpan span, ConsumerRecord<byte[], byte[]> found) {
    return new KafkaEntry(
        span.topics().get(0),
        found.topic(),
        found.partition(),
        found.offset(),
        found.timestamp(),
        found.timestampType() == TimestampType.LOG_APPEND_TIME,
        found.value(),
        found.offset() < span.mark(),
        sentAgain.apply(found));
  }
}
