package io.bidlake.verify.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bidlake.settings.Settings;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * The notes about redriven dead letters. A note's key is the {@link RecordId} of the dead letter.
 *
 * @param topic the name of the topic with the notes, which has one partition
 */
public record SentAgain(String topic) {

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
    ReadPartition.all(
        topic,
        consumer,
        note ->
            Optional.of(RecordId.parse(new String(note.key(), UTF_8)))
                .filter(wanted)
                .ifPresent(found::add));
    return found;
  }
}
