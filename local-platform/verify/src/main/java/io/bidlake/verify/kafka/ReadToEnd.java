package io.bidlake.verify.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads a topic that is not one of the events, from its beginning to its present end. */
public final class ReadToEnd {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ReadToEnd() {}

  /**
   * Passes on all records.
   *
   * @throws TimeoutException if no record comes for a minute before the end is reached
   */
  public static void of(
      String topic,
      List<TopicPartition> partitions,
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      Consumer<ConsumerRecord<byte[], byte[]>> records) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long lastProgress = System.nanoTime();
    while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
      for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
        records.accept(found);
        lastProgress = System.nanoTime();
      }
      if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
        throw new TimeoutException("topic %s cannot be read to its end".formatted(topic));
      }
    }
  }
}
