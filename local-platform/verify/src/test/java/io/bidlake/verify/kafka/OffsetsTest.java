package io.bidlake.verify.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.verify.base.CannotVerifyException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the consumer that kafka-clients ships for tests. */
class OffsetsTest {

  private static final KafkaLogin LOGIN =
      new KafkaLogin(
          new KafkaSettings("kafka:9092", Map.of("clicks", "prod-clicks"), Map.of(), Map.of()),
          "bidlake-ingest");

  private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  @BeforeEach
  void tenRecordsInEachTopic() {
    for (Topic<?> topic : Topics.ALL) {
      String name = LOGIN.kafka().nameOf(topic);
      consumer.updatePartitions(name, List.of(new PartitionInfo(name, 0, null, null, null)));
      ends.put(new TopicPartition(name, 0), 10L);
    }
    consumer.updateEndOffsets(ends);
    ends.keySet().forEach(partition -> consumer.updateBeginningOffsets(Map.of(partition, 0L)));
  }

  @Test
  void countsWhatAJobHasToGoInTheTopicsThatItReads() {
    TopicPartition requests = new TopicPartition("bid-requests", 0);
    consumer.assign(Set.of(requests));
    consumer.commitSync(Map.of(requests, new OffsetAndMetadata(7)));
    Map<TopicPartition, Long> mark = Offsets.connect(LOGIN, Topics.ALL, consumer).ends();

    assertThat(behind(mark, List.of(Topics.BID_REQUESTS))).isEqualTo(3);
    assertThat(behind(mark, List.of(Topics.BID_REQUESTS, Topics.CLICKS))).isEqualTo(13);
    assertThat(behind(mark, Topics.ALL)).isEqualTo(43);
  }

  private long behind(Map<TopicPartition, Long> mark, List<Topic<?>> topics) {
    return Offsets.connect(LOGIN, topics, consumer).behind(mark).records();
  }

  @Test
  void spansATopicOfSeveralKindsOnce() {
    KafkaSettings shared =
        new KafkaSettings(
            "kafka:9092",
            Map.of("impressions", "prod-clicks", "clicks", "prod-clicks"),
            Map.of(),
            Map.of());
    Offsets offsets =
        Offsets.connect(
            new KafkaLogin(shared, "bidlake-ingest"),
            List.of(Topics.IMPRESSIONS, Topics.CLICKS),
            consumer);

    assertThat(offsets.spans(ends, ends, Optional.empty()))
        .containsExactly(
            new TopicSpan(List.of(Topics.IMPRESSIONS, Topics.CLICKS), "prod-clicks", 0, 0, 10, 10));
  }

  @Test
  void knowsTopicsByNameAndWhereTheyBegin() {
    TopicPartition clicks = new TopicPartition("prod-clicks", 0);
    consumer.updateBeginningOffsets(Map.of(clicks, 4L));
    Offsets offsets = Offsets.ofNames(List.of("prod-clicks", "no-such-topic"), consumer);

    assertThat(offsets.beginnings()).containsExactly(Map.entry(clicks, 4L));
    assertThat(offsets.spansOfWhatIsLeft(Map.of(clicks, 9L), offsets.ends(), Optional.empty()))
        .containsExactly(new TopicSpan(List.of(), "prod-clicks", 0, 0, 9, 10));
  }

  @Test
  void saysSinceWhenKafkaHasEverythingIfItHasDroppedRecords() {
    TopicPartition clicks = new TopicPartition("prod-clicks", 0);
    Offsets offsets = dropped(clicks, 4, Map.of(4L, NOON, 7L, NOON.plusSeconds(60)));

    assertThatThrownBy(() -> offsets.spans(ends, ends, Optional.empty()))
        .isInstanceOf(CannotVerifyException.class)
        .hasMessage(
            "Kafka has dropped the records of prod-clicks-0 before offset 4, so nothing can be said"
                + " about their rows; what it has received since can be verified:"
                + " --since 2026-02-03T12:00:01Z");
    assertThatThrownBy(() -> offsets.spans(ends, ends, Optional.of(NOON.minusSeconds(9))))
        .isInstanceOf(CannotVerifyException.class)
        .hasMessageContaining("perhaps since 2026-02-03T11:59:51Z")
        .hasMessageEndingWith("--since 2026-02-03T12:00:01Z");
    assertThat(offsets.spans(ends, ends, Optional.of(NOON.plusSeconds(1))))
        .containsExactly(new TopicSpan(List.of(Topics.CLICKS), "prod-clicks", 0, 7, 10, 10));
    assertThat(offsets.spans(ends, ends, Optional.of(NOON.plusSeconds(61))))
        .containsExactly(new TopicSpan(List.of(Topics.CLICKS), "prod-clicks", 0, 10, 10, 10));
  }

  @Test
  void saysThatNothingIsLeftOfAPartition() {
    TopicPartition clicks = new TopicPartition("prod-clicks", 0);
    Offsets offsets = dropped(clicks, 10, Map.of());

    assertThatThrownBy(() -> offsets.spans(ends, ends, Optional.of(NOON)))
        .isInstanceOf(CannotVerifyException.class)
        .hasMessageEndingWith("so nothing can be said about their rows; none are left");
  }

  /**
   * A topic that has lost its records before an offset.
   *
   * @param times the times of some of the others
   */
  private Offsets dropped(TopicPartition partition, long beginning, Map<Long, Instant> times) {
    MockConsumer<byte[], byte[]> kafka =
        new MockConsumer<>("earliest") {
          @Override
          public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
              Map<TopicPartition, Long> wanted) {
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            found.put(
                partition,
                times.entrySet().stream()
                    .filter(record -> record.getValue().toEpochMilli() >= wanted.get(partition))
                    .min(Map.Entry.comparingByKey())
                    .map(
                        record ->
                            new OffsetAndTimestamp(
                                record.getKey(), record.getValue().toEpochMilli()))
                    .orElse(null));
            return found;
          }
        };
    kafka.updatePartitions(
        partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, null, null, null)));
    kafka.updateBeginningOffsets(Map.of(partition, beginning));
    return Offsets.connect(LOGIN, List.of(Topics.CLICKS), kafka);
  }

  @Test
  void saysThatATopicIsMissing() {
    assertThatThrownBy(() -> Offsets.connect(LOGIN, Topics.ALL, new MockConsumer<>("earliest")))
        .isInstanceOf(CannotVerifyException.class)
        .hasMessageContaining("has no topic bid-requests");
  }

  @Test
  void looksAtTheSameKafkaInTheGroupOfAnotherJob() {
    assertThat(LOGIN.inGroup("bidlake-funnel"))
        .isEqualTo(new KafkaLogin(LOGIN.kafka(), "bidlake-funnel"));
  }
}
