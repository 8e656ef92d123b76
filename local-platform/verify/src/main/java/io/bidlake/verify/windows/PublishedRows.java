package io.bidlake.verify.windows;

import io.bidlake.model.Spend;
import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.kafka.MessageReader;
import io.bidlake.verify.kafka.MessageReader.UndecodableException;
import io.bidlake.verify.kafka.WriterSchemas;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.truth.Cells;
import io.bidlake.verify.truth.WindowRules;
import io.bidlake.verify.truth.WindowTable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The rows of {@code serving_by_minute} that the topic of the auction job has: of each row its last
 * record, unless that says that nothing is left.
 *
 * @param topic the name of the topic
 * @param rows the rows, with the columns of the table
 * @param complete whether the topic still has its first records
 */
public record PublishedRows(String topic, Collection<Object[]> rows, boolean complete) {

  static final WindowTable TABLE = WindowTable.SERVING;

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Reads the topic to its present end.
   *
   * @throws CannotVerifyException if the topic does not exist, or has a record of another kind
   */
  public static PublishedRows read(
      String topic, Consumer<byte[], byte[]> consumer, WriterSchemas schemas) {
    if (!consumer.listTopics().containsKey(topic)) {
      throw new CannotVerifyException(
          "there is no topic %s: the auction job creates it when it starts (spend.topic=none: not written)"
              .formatted(topic));
    }
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    boolean complete =
        consumer.beginningOffsets(partitions).values().stream().allMatch(begin -> begin == 0);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    LastRecords last = new LastRecords(schemas);
    long lastProgress = System.nanoTime();
    while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
      for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
        last.add(found);
        lastProgress = System.nanoTime();
      }
      if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
        throw new TimeoutException("topic %s cannot be read to its end".formatted(topic));
      }
    }
    return new PublishedRows(topic, last.rows.values(), complete);
  }

  /** Compares the rows with the expected ones of the table. */
  CompareTable compare(Cells cells, WindowRules rules, Optional<Reached> reach) {
    CompareTable comparison =
        new CompareTable("topic " + topic, cells, rules, complete ? reach : Optional.empty());
    rows.forEach(comparison::add);
    return comparison;
  }

  /** The rows by their key. */
  private static final class LastRecords {

    private final Map<List<Object>, Object[]> rows = new HashMap<>();
    private final MessageReader<Spend> reader;

    private LastRecords(WriterSchemas schemas) {
      reader = new MessageReader<>(SpecificData.get().getSchema(Spend.class), schemas);
    }

    private void add(ConsumerRecord<byte[], byte[]> found) {
      try {
        add(reader.read(found.value()));
      } catch (UndecodableException e) {
        throw new CannotVerifyException(
            "topic %s has a record that is not one of the auction job's, partition %d, offset %d: %s"
                .formatted(found.topic(), found.partition(), found.offset(), e.getMessage()),
            e);
      }
    }

    private void add(Spend spend) {
      Layout layout = TABLE.layout();
      long minute = Micros.ofMillis(spend.getMinuteStart().toEpochMilli());
      String campaign = spend.getCampaignId().toString();
      String publisher = spend.getPublisherId().toString();
      Object[] row = new Object[layout.columns().size()];
      row[layout.index("window_start")] = minute;
      row[layout.index("campaign_id")] = campaign;
      row[layout.index("publisher_id")] = publisher;
      row[layout.index("impressions")] = spend.getImpressions();
      row[layout.index("clicks")] = spend.getClicks();
      row[layout.index("spend")] = spend.getSpend();
      if (spend.getImpressions() != 0) {
        row[layout.index("ctr")] = (double) spend.getClicks() / spend.getImpressions();
      }
      List<Object> key = List.of(minute, campaign, publisher);
      if (spend.getImpressions() == 0 && spend.getClicks() == 0) {
        rows.remove(key);
      } else {
        rows.put(key, row);
      }
    }
  }
}
