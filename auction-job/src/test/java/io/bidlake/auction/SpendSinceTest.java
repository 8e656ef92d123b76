package io.bidlake.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.tables.WindowKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SpendSinceTest {

  private static final TopicPartition FIRST = new TopicPartition("spend", 0);
  private static final TopicPartition QUIET = new TopicPartition("spend", 1);
  private static final Instant CHECKPOINT = Instant.parse("2026-02-03T10:05:00Z");
  private static final String NEWS = WindowKey.of("spring", "news");

  private final TopicOfTwo kafka = new TopicOfTwo();

  @Test
  void findsTheRowsThatWerePublishedSinceATime() throws Exception {
    kafka.updateEndOffsets(Map.of(FIRST, 6L, QUIET, 9L));
    kafka.since = Map.of(FIRST, 3L);
    kafka.schedulePollTask(
        () -> {
          add(3, SpendSince.recordKey(NEWS, 60_000));
          add(4, "by hand".getBytes(StandardCharsets.UTF_8));
          add(5, null);
        });

    assertThat(found("spend")).containsExactly(NEWS + " 60000");
  }

  @Test
  void findsNothingWhereThereIsNoTopic() throws Exception {
    assertThat(found("other")).isEmpty();
  }

  private List<String> found(String topic) throws Exception {
    List<String> found = new ArrayList<>();
    new SpendSince(topic, null)
        .read(kafka, CHECKPOINT, (key, start) -> found.add(key + " " + start));
    return found;
  }

  private void add(long offset, byte[] key) {
    kafka.addRecord(new ConsumerRecord<>("spend", 0, offset, key, new byte[0]));
  }

  /** The mock of Kafka's library cannot look up times. */
  private static final class TopicOfTwo extends MockConsumer<byte[], byte[]> {

    private Map<TopicPartition, Long> since = Map.of();

    private TopicOfTwo() {
      super("earliest");
      updatePartitions(
          "spend",
          List.of(
              new PartitionInfo("spend", 0, null, null, null),
              new PartitionInfo("spend", 1, null, null, null)));
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      assertThat(times)
          .containsOnly(
              Map.entry(FIRST, CHECKPOINT.toEpochMilli()),
              Map.entry(QUIET, CHECKPOINT.toEpochMilli()));
      Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
      times.forEach(
          (partition, time) ->
              found.put(
                  partition,
                  since.containsKey(partition)
                      ? new OffsetAndTimestamp(since.get(partition), time)
                      : null));
      return found;
    }
  }
}
