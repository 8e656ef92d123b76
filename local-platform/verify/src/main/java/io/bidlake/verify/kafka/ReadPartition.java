package io.bidlake.verify.kafka;

import io.bidlake.verify.base.CannotVerifyException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the records of a partition up to a known end. */
public final class ReadPartition {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private ReadPartition() {}

  /** Passes on all records of a topic up to its present end, one partition after the other. */
  public static void all(
      String topic,
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> client,
      Consumer<ConsumerRecord<byte[], byte[]>> records) {
    List<TopicPartition> partitions =
        client.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    client
        .endOffsets(partitions)
        .forEach((partition, end) -> of(partition, 0, end, client, PATIENCE, records));
  }

  /**
   * Passes on the records of a partition.
   *
   * @param start the first offset to read; 0 for the first one that there is
   * @param end the end offset, exclusive
   * @param patience how long Kafka may send nothing
   * @throws CannotVerifyException if it sends nothing for longer
   */
  static void of(
      TopicPartition partition,
      long start,
      long end,
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> client,
      Duration patience,
      Consumer<ConsumerRecord<byte[], byte[]>> records) {
    client.assign(List.of(partition));
    if (start == 0) {
      client.seekToBeginning(List.of(partition));
    } else {
      client.seek(partition, start);
    }
    long reached = client.position(partition);
    long lastProgress = System.nanoTime();
    while (reached < end) {
      for (ConsumerRecord<byte[], byte[]> found : client.poll(POLL)) {
        if (found.offset() < end) {
          records.accept(found);
        }
      }
      // The position, not the records: the rest may be transaction markers or aborted records.
      long position = client.position(partition);
      if (position > reached) {
        reached = position;
        lastProgress = System.nanoTime();
      } else if (System.nanoTime() - lastProgress > patience.toNanos()) {
        throw new CannotVerifyException(
            "Kafka has sent nothing for %d s; still missing: %s from offset %d"
                .formatted(patience.toSeconds(), partition, reached));
      }
    }
  }
}
