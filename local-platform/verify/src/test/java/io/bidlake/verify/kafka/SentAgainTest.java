package io.bidlake.verify.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SentAgainTest {

  private static final SentAgain NOTES = new SentAgain("notes");
  private static final TopicPartition PARTITION = new TopicPartition("notes", 0);
  private static final RecordId FIRST = new RecordId("clicks", 3, 1_200, 1_700_000_000_000L);
  private static final RecordId ANOTHER = new RecordId("a.b_c-d", 0, 0, 0);

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(AutoOffsetResetStrategy.NONE.name());

  @Test
  void readsTheNotesThatAreWanted() {
    consumer.updatePartitions("notes", List.of(new PartitionInfo("notes", 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    // Offset 2 is that of a marker, 3 another copy that Kafka has not compacted yet.
    consumer.updateEndOffsets(Map.of(PARTITION, 4L));
    consumer.schedulePollTask(
        () -> {
          note(0, FIRST);
          note(1, ANOTHER);
          note(3, FIRST);
        });

    assertThat(NOTES.records(consumer, id -> id.topic().equals("clicks"))).containsExactly(FIRST);
  }

  @Test
  void knowsOfNoneBeforeTheFirstRun() {
    assertThat(NOTES.records(consumer, id -> true)).isEmpty();
  }

  private void note(long offset, RecordId id) {
    consumer.addRecord(
        new ConsumerRecord<>("notes", 0, offset, id.toString().getBytes(UTF_8), new byte[0]));
  }
}
