package io.bidlake.redrive;

import io.bidlake.redrive.DeadLetters.Letter;
import io.bidlake.verify.kafka.RecordId;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Finds the Kafka records of letters: the table does not contain their keys and headers. Keeps the
 * records of the last fetch, as letters that follow each other are often near in Kafka.
 */
final class OriginalRecords {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<Long, ConsumerRecord<byte[], byte[]>> fetched = new HashMap<>();
  private TopicPartition from;

  /**
   * @param consumer used by nobody else meanwhile
   */
  OriginalRecords(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Returns the letter's record; empty if Kafka has deleted it, or the user may not read it. */
  Optional<ConsumerRecord<byte[], byte[]>> of(Letter letter) {
    RecordId id = letter.id();
    TopicPartition partition = new TopicPartition(id.topic(), id.partition());
    if (!partition.equals(from) || !fetched.containsKey(id.offset())) {
      fetch(partition, id.offset());
    }
    return Optional.ofNullable(fetched.get(id.offset())).filter(found -> isOf(letter, found));
  }

  private void fetch(TopicPartition partition, long offset) {
    fetched.clear();
    from = partition;
    List<TopicPartition> one = List.of(partition);
    try {
      if (offset < consumer.beginningOffsets(one).get(partition)
          || offset >= consumer.endOffsets(one).get(partition)) {
        return;
      }
      consumer.assign(one);
      consumer.seek(partition, offset);
      long begin = System.nanoTime();
      while (fetched.isEmpty()
          && consumer.position(partition) <= offset
          && System.nanoTime() - begin < PATIENCE.toNanos()) {
        consumer.poll(POLL).forEach(found -> fetched.put(found.offset(), found));
      }
    } catch (AuthorizationException e) {
      // To send letters again, the user need not be authorized to read.
    }
  }

  /** Whether it is not a record of a topic that was deleted and re-created. */
  private static boolean isOf(Letter letter, ConsumerRecord<byte[], byte[]> found) {
    // The time in the table is another one if Kafka's cannot be stored there.
    return found.timestamp() == letter.id().receivedAt()
        || Arrays.equals(found.value(), letter.payload());
  }
}
