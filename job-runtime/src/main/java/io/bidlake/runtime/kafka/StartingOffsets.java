package io.bidlake.runtime.kafka;

import io.bidlake.runtime.kafka.KafkaSourceSettings.GoneRecords;
import io.bidlake.runtime.kafka.KafkaSourceSettings.StartFrom;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * The starting offsets of a job without a savepoint. With Flink's own initializers, the Kafka
 * client resets a missing offset, and then also one that is out of range: records that retention
 * deleted before they were read would be skipped silently.
 *
 * @param startTime start at the first records that Kafka received at or after this time, instead of
 *     {@code startFrom}; null for none
 */
@SuppressWarnings("deprecation") // The connector still takes the enum that the client deprecated.
record StartingOffsets(StartFrom startFrom, Instant startTime, GoneRecords goneRecords)
    implements OffsetsInitializer {

  private static final long serialVersionUID = 1;

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever kafka) {
    if (startTime != null) {
      // Get the end offsets first, so that records that arrive in the meantime are read.
      Map<TopicPartition, Long> offsets = new HashMap<>(kafka.endOffsets(partitions));
      Map<TopicPartition, Long> times = new HashMap<>();
      partitions.forEach(partition -> times.put(partition, startTime.toEpochMilli()));
      kafka
          .offsetsForTimes(times)
          .forEach(
              (partition, found) -> {
                if (found != null) {
                  offsets.put(partition, found.offset());
                }
              });
      return offsets;
    }
    if (startFrom == StartFrom.LATEST) {
      return kafka.endOffsets(partitions);
    }
    Map<TopicPartition, Long> offsets = new HashMap<>();
    partitions.forEach(partition -> offsets.put(partition, KafkaPartitionSplit.EARLIEST_OFFSET));
    if (startFrom == StartFrom.COMMITTED) {
      offsets.putAll(kafka.committedOffsets(partitions));
    }
    return offsets;
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return goneRecords == GoneRecords.FAIL
        ? OffsetResetStrategy.NONE
        : OffsetResetStrategy.EARLIEST;
  }
}
