package io.bidlake.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.kafka.KafkaSourceSettings.GoneRecords;
import io.bidlake.runtime.kafka.KafkaSourceSettings.StartFrom;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StartingOffsetsTest {

  private static final TopicPartition READ = new TopicPartition("clicks", 0);
  private static final TopicPartition NEW = new TopicPartition("clicks", 1);
  private static final Instant SINCE = Instant.parse("2026-02-03T00:00:00Z");

  @Test
  void areThoseOfTheGroupAndElseTheBeginning() {
    assertThat(of(StartFrom.COMMITTED))
        .isEqualTo(Map.of(READ, 7L, NEW, KafkaPartitionSplit.EARLIEST_OFFSET));
    assertThat(of(StartFrom.EARLIEST))
        .containsOnlyKeys(READ, NEW)
        .containsValue(KafkaPartitionSplit.EARLIEST_OFFSET)
        .doesNotContainValue(7L);
    assertThat(of(StartFrom.LATEST)).isEqualTo(Map.of(READ, 9L, NEW, 9L));
  }

  @Test
  void areThoseOfATimeAndTheEndWhereNothingCameSince() {
    assertThat(
            new StartingOffsets(StartFrom.EARLIEST, SINCE, GoneRecords.FAIL)
                .getPartitionOffsets(Set.of(READ, NEW), new Kafka()))
        .isEqualTo(Map.of(READ, 5L, NEW, 9L));
  }

  @Test
  void areNotChosenByKafkaWhereRecordsAreGone() {
    assertThat(resetOf(GoneRecords.FAIL)).isEqualTo("NONE");
    assertThat(resetOf(GoneRecords.SKIP)).isEqualTo("EARLIEST");
  }

  private static String resetOf(GoneRecords goneRecords) {
    return new StartingOffsets(StartFrom.COMMITTED, null, goneRecords)
        .getAutoOffsetResetStrategy()
        .name();
  }

  private static Map<TopicPartition, Long> of(StartFrom startFrom) {
    return new StartingOffsets(startFrom, null, GoneRecords.FAIL)
        .getPartitionOffsets(Set.of(READ, NEW), new Kafka());
  }

  /** The group has committed one partition, in which records came since; both end at 9. */
  private static final class Kafka implements PartitionOffsetsRetriever {

    @Override
    public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions) {
      return Map.of(READ, 7L);
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
      return Map.of(READ, 9L, NEW, 9L);
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
      throw new AssertionError("not needed");
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> timestamps) {
      assertThat(timestamps)
          .isEqualTo(Map.of(READ, SINCE.toEpochMilli(), NEW, SINCE.toEpochMilli()));
      Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
      found.put(READ, new OffsetAndTimestamp(5, SINCE.toEpochMilli() + 1));
      found.put(NEW, null); // As Kafka's client answers.
      return found;
    }
  }
}
