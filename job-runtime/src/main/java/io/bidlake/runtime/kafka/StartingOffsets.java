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
 * Where a job without savepoint starts. Flink's own initializers have Kafka's client choose an
 * offset where there is none, and then also where there is none any more: records that retention
 * has deleted before they were read would be passed over in silence.
 *
 * @param startTime when Kafka got the first records to be read, in place of {@code startFrom}; null
 *     for none
 */
@SuppressWarnings("deprecation") // The connector still takes the enum that the client deprecated.
record StartingOffsets(StartFrom startFrom, Instant startTime, GoneRecords goneRecords)
    implements OffsetsInitializer {

  private static final long serialVersionUID = 1;

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever kafka) {
    if (startTime != null) {
      // The ends first: what comes meanwhile is read.
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
