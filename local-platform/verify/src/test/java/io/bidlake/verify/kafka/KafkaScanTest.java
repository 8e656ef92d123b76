package io.bidlake.verify.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.model.Topics;
import io.bidlake.verify.base.CannotVerifyException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** With the consumer that kafka-clients ships for tests. */
class KafkaScanTest {

  private static final TopicPartition PARTITION = new TopicPartition("clicks", 2);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final ConcurrentLinkedQueue<KafkaEntry> read = new ConcurrentLinkedQueue<>();

  @Test
  void readsUpToTheEndAndKnowsWhatCameAfterTheMark() {
    consumer.schedulePollTask(() -> add(0, 1, 2, 3, 4, 5));

    scan(new TopicSpan(List.of(Topics.CLICKS), "clicks", 2, 0, 3, 5))
        .read(Topics.ALL, () -> read::add);

    assertThat(read).extracting(KafkaEntry::offset).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(read)
        .extracting(KafkaEntry::settled)
        .containsExactly(true, true, true, false, false);
    assertThat(read.peek().place()).isEqualTo("clicks-2@0");
  }

  @Test
  void beginsAtTheFirstOffsetOfTheSpan() {
    consumer.schedulePollTask(() -> add(0, 1, 2, 3, 4, 5));

    scan(new TopicSpan(List.of(Topics.CLICKS), "clicks", 2, 2, 4, 5))
        .read(Topics.ALL, () -> read::add);

    assertThat(read).extracting(KafkaEntry::offset).containsExactly(2L, 3L, 4L);
  }

  @Test
  void readsOnlyTheTopicsThatAreAskedFor() {
    scan(new TopicSpan(List.of(Topics.CLICKS), "clicks", 2, 0, 3, 5))
        .read(List.of(Topics.IMPRESSIONS), () -> read::add);

    assertThat(read).isEmpty();
  }

  @Test
  void readsATopicOfSeveralKindsOnce() {
    consumer.schedulePollTask(() -> add(0));
    KafkaScan scan =
        scan(new TopicSpan(List.of(Topics.IMPRESSIONS, Topics.CLICKS), "clicks", 2, 0, 1, 1));

    scan.read(List.of(Topics.CLICKS), () -> read::add);

    assertThat(read).extracting(KafkaEntry::topic).containsExactly(Topics.IMPRESSIONS);
  }

  @Test
  void readsTopicsOfAnyKindByName() {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.schedulePollTask(() -> add(0, 1, 2));
    ConcurrentLinkedQueue<KafkaScan.RawEntry> raw = new ConcurrentLinkedQueue<>();
    KafkaScan scan =
        new KafkaScan(
            () -> consumer,
            List.of(
                new TopicSpan(List.of(), "clicks", 2, 0, 1, 2),
                new TopicSpan(List.of(), "another", 0, 0, 1, 2)),
            2,
            Duration.ofMillis(1),
            found -> found.offset() == 0 ? Set.of("") : Set.of());

    scan.readRaw(Set.of("clicks"), () -> raw::add);

    assertThat(raw).extracting(entry -> entry.record().offset()).containsExactly(0L, 1L);
    assertThat(raw).extracting(KafkaScan.RawEntry::settled).containsExactly(true, false);
    assertThat(raw).extracting(KafkaScan.RawEntry::sentAgain).containsExactly(true, false);
  }

  @Test
  void givesUpWhenKafkaFallsSilent() {
    consumer.schedulePollTask(() -> add(0, 1));

    assertThatThrownBy(
            () ->
                scan(new TopicSpan(List.of(Topics.CLICKS), "clicks", 2, 0, 3, 5))
                    .read(Topics.ALL, () -> read::add))
        .isInstanceOf(CannotVerifyException.class)
        .hasMessageContaining("still missing: clicks-2 from offset 2");
  }

  private void add(long... offsets) {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    for (long offset : offsets) {
      consumer.addRecord(new ConsumerRecord<>("clicks", 2, offset, new byte[0], new byte[0]));
    }
  }

  private KafkaScan scan(TopicSpan span) {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    return new KafkaScan(() -> consumer, List.of(span), 2, Duration.ofMillis(1), found -> Set.of());
  }
}
