package io.bidlake.verify.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bidlake.settings.Settings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The notes about redriven dead letters. A note's key is the {@link RecordId} of the dead letter.
 *
 * @param topic the name of the topic with the notes, which has one partition
 */
public record SentAgain(String topic) {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Reads the setting. Must be called before Kafka's other settings are read, where it would count
   * as a setting of the client.
   */
  public static SentAgain read(Settings settings) {
    return new SentAgain(
        settings.text(
            "kafka.redriven-topic",
            "bidlake-redriven",
            "Topic that records which dead letters were sent again; redrive creates it"));
  }

  /** The redriven records that match the predicate; about 100 bytes of memory each. */
  public Set<RecordId> records(Consumer<byte[], byte[]> consumer, Predicate<RecordId> wanted) {
    Set<RecordId> found = new HashSet<>();
    if (!consumer.listTopics().containsKey(topic)) {
      return found;
    }
    TopicPartition partition = new TopicPartition(topic, 0);
    List<TopicPartition> all = List.of(partition);
    consumer.assign(all);
    consumer.seekToBeginning(all);
    long end = consumer.endOffsets(all).get(partition);
    long lastProgress = System.nanoTime();
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> note : consumer.poll(POLL)) {
        Optional.of(RecordId.parse(new String(note.key(), UTF_8)))
            .filter(wanted)
            .ifPresent(found::add);
        lastProgress = System.nanoTime();
      }
      if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
        throw new TimeoutException("topic %s cannot be read to its end".formatted(topic));
      }
    }
    return found;
  }
}
