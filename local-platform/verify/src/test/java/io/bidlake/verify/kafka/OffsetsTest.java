package io.bidlake.verify.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.verify.base.CannotVerifyException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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
    Map<TopicPartition, Long> mark = new Offsets(LOGIN, Topics.ALL, consumer).ends();

    assertThat(behind(mark, List.of(Topics.BID_REQUESTS))).isEqualTo(3);
    assertThat(behind(mark, List.of(Topics.BID_REQUESTS, Topics.CLICKS))).isEqualTo(13);
    assertThat(behind(mark, Topics.ALL)).isEqualTo(43);
  }

  private long behind(Map<TopicPartition, Long> mark, List<Topic<?>> topics) {
    return new Offsets(LOGIN, topics, consumer).behind(mark).records();
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
        new Offsets(
            new KafkaLogin(shared, "bidlake-ingest"),
            List.of(Topics.IMPRESSIONS, Topics.CLICKS),
            consumer);

    assertThat(offsets.spans(ends, ends))
        .containsExactly(
            new TopicSpan(List.of(Topics.IMPRESSIONS, Topics.CLICKS), "prod-clicks", 0, 10, 10));
  }

  @Test
  void knowsTopicsByNameAndWhereTheyBegin() {
    TopicPartition clicks = new TopicPartition("prod-clicks", 0);
    consumer.updateBeginningOffsets(Map.of(clicks, 4L));
    Offsets offsets = new Offsets(LOGIN, consumer, List.of("prod-clicks", "no-such-topic"));

    assertThat(offsets.beginnings()).containsExactly(Map.entry(clicks, 4L));
    assertThat(offsets.spansOfWhatIsLeft(Map.of(clicks, 9L), offsets.ends()))
        .containsExactly(new TopicSpan(List.of(), "prod-clicks", 0, 9, 10));
  }

  @Test
  void saysThatATopicIsMissing() {
    assertThatThrownBy(() -> new Offsets(LOGIN, Topics.ALL, new MockConsumer<>("earliest")))
        .isInstanceOf(CannotVerifyException.class)
        .hasMessageContaining("has no topic bid-requests");
  }

  @Test
  void looksAtTheSameKafkaInTheGroupOfAnotherJob() {
    assertThat(LOGIN.inGroup("bidlake-funnel"))
        .isEqualTo(new KafkaLogin(LOGIN.kafka(), "bidlake-funnel"));
  }
}
