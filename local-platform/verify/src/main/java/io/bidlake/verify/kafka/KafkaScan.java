package io.bidlake.verify.kafka;

import io.bidlake.model.Topic;
import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.base.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** Reads the topics with plain consumers, one per core. */
public final class KafkaScan implements KafkaLog {

  private static final Duration POLL = Duration.ofMillis(500);

  private final Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> clients;
  private final List<TopicSpan> spans;
  private final int threads;
  private final Duration patience;
  private final Function<ConsumerRecord<?, ?>, Set<String>> sentAgain;

  /**
   * @param sentAgain returns the parts of a record that were redriven as dead letters
   */
  public KafkaScan(
      KafkaLogin login,
      List<TopicSpan> spans,
      Duration patience,
      Function<ConsumerRecord<?, ?>, Set<String>> sentAgain) {
    this(login::consumer, spans, Runtime.getRuntime().availableProcessors(), patience, sentAgain);
  }

  KafkaScan(
      Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> clients,
      List<TopicSpan> spans,
      int threads,
      Duration patience,
      Function<ConsumerRecord<?, ?>, Set<String>> sentAgain) {
    this.clients = clients;
    this.spans = List.copyOf(spans);
    this.threads = threads;
    this.patience = patience;
    this.sentAgain = sentAgain;
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
    Workers.run(
        shares(wanted.stream().filter(span -> span.records() > 0).toList()).stream()
            .map(share -> (Runnable) () -> read(share, receivers.get()))
            .toList());
  }

  /** Distributes the partitions so that all threads have about the same number of records. */
  private List<List<TopicSpan>> shares(List<TopicSpan> wanted) {
    PriorityQueue<Share> shares = new PriorityQueue<>(Comparator.comparingLong(Share::records));
    for (int i = 0; i < Math.min(threads, wanted.size()); i++) {
      shares.add(new Share(0, new ArrayList<>()));
    }
    wanted.stream()
        .sorted(Comparator.comparingLong(TopicSpan::records).reversed())
        .forEach(
            span -> {
              Share smallest = shares.remove();
              smallest.spans().add(span);
              shares.add(new Share(smallest.records() + span.records(), smallest.spans()));
            });
    return shares.stream().map(Share::spans).toList();
  }

  private void read(List<TopicSpan> share, Receiver receiver) {
    Map<TopicPartition, TopicSpan> open = new HashMap<>();
    share.forEach(span -> open.put(new TopicPartition(span.topicName(), span.partition()), span));
    try (var client = clients.get()) {
      client.assign(open.keySet());
      open.forEach(
          (partition, span) -> {
            if (span.start() == 0) {
              client.seekToBeginning(List.of(partition));
            } else {
              client.seek(partition, span.start());
            }
          });
      long lastProgress = System.nanoTime();
      long reached = 0;
      while (!open.isEmpty()) {
        for (ConsumerRecord<byte[], byte[]> found : client.poll(POLL)) {
          TopicSpan span = open.get(new TopicPartition(found.topic(), found.partition()));
          if (span != null && found.offset() < span.end()) {
            receiver.accept(span, found);
          }
        }
        // Positions, not records: the rest may be transaction markers or aborted records.
        long position = open.keySet().stream().mapToLong(client::position).sum();
        if (position != reached) {
          reached = position;
          lastProgress = System.nanoTime();
        }
        List<TopicPartition> done =
            open.entrySet().stream()
                .filter(span -> client.position(span.getKey()) >= span.getValue().end())
                .map(Map.Entry::getKey)
                .toList();
        done.forEach(open::remove);
        client.pause(done);
        if (!open.isEmpty() && System.nanoTime() - lastProgress > patience.toNanos()) {
          throw new CannotVerifyException(
              "Kafka has sent nothing for %d s; still missing: %s"
                  .formatted(patience.toSeconds(), open.keySet()));
        }
      }
    } catch (KafkaException e) {
      throw new CannotVerifyException(
          "Kafka cannot be read: " + CannotVerifyException.rootMessage(e), e);
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

  private record Share(long records, List<TopicSpan> spans) {}
}
