package io.bidlake.verify.windows;

import io.bidlake.model.Spend;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.kafka.MessageReader;
import io.bidlake.verify.kafka.MessageReader.UndecodableException;
import io.bidlake.verify.kafka.ReadPartition;
import io.bidlake.verify.kafka.WriterSchemas;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.truth.Cells;
import io.bidlake.verify.truth.WindowRules;
import io.bidlake.verify.truth.WindowTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The rows of {@code serving_by_minute} that the topic of the auction job has: of each row its last
 * record, unless that says that nothing is left.
 *
 * @param topic the name of the topic
 * @param rows the rows, with the columns of the table
 * @param from the start of the first minute of which the topic must have all rows, in microseconds:
 *     those before may be from before it was written to, or gone from Kafka
 * @param problems what is wrong with the topic itself
 */
public record PublishedRows(
    String topic, Collection<Object[]> rows, long from, List<String> problems) {

  static final WindowTable TABLE = WindowTable.SERVING;

  private static final int MOST_PROBLEMS = 10;

  /** Reads the topic to its present end. */
  public static PublishedRows read(
      String topic, Consumer<byte[], byte[]> consumer, WriterSchemas schemas) {
    if (!consumer.listTopics().containsKey(topic)) {
      String problem = "topic %s does not exist: the auction job creates it when it starts";
      return new PublishedRows(topic, List.of(), Long.MAX_VALUE, List.of(problem.formatted(topic)));
    }
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    LastRecords last = new LastRecords(schemas, consumer.beginningOffsets(partitions));
    ReadPartition.all(topic, consumer, last::add);
    return new PublishedRows(topic, last.rows.values(), last.from(), last.problems);
  }

  /**
   * Compares the rows with the expected ones of the table.
   *
   * @param known windows that start before, in ms, are left out
   */
  CompareTable compare(Cells cells, WindowRules rules, Optional<Reached> reach, long known) {
    CompareTable comparison = new CompareTable("topic " + topic, cells, rules, reach, known, from);
    rows.forEach(comparison::add);
    return comparison;
  }

  /** The last records by the key of their row. */
  private static final class LastRecords {

    private final Map<List<Object>, Object[]> rows = new HashMap<>();
    private final Map<List<Object>, Long> times = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<TopicPartition, Long> begins;
    private final Set<TopicPartition> begun = new HashSet<>();
    private final MessageReader<Spend> reader;
    private long firstMinute = Long.MAX_VALUE;
    private long gone = Long.MIN_VALUE;

    private LastRecords(WriterSchemas schemas, Map<TopicPartition, Long> begins) {
      this.reader = new MessageReader<>(SpecificData.get().getSchema(Spend.class), schemas);
      this.begins = begins;
    }

    private void add(ConsumerRecord<byte[], byte[]> found) {
      TopicPartition partition = new TopicPartition(found.topic(), found.partition());
      if (begun.add(partition) && begins.get(partition) > 0) {
        gone = Math.max(gone, Micros.ofMillis(found.timestamp()));
      }
      if (found.value() == null) {
        return; // Compaction removes the row; a record of the job would say that it is 0.
      }
      try {
        add(reader.read(found.value()), found.timestamp());
      } catch (UndecodableException e) {
        if (problems.size() < MOST_PROBLEMS) {
          problems.add(
              "topic %s has a record that is not one of the auction job's, partition %d, offset %d: %s"
                  .formatted(found.topic(), found.partition(), found.offset(), e.getMessage()));
        }
      }
    }

    /** A row is in several partitions if some were added: the later record counts. */
    private void add(Spend spend, long timestamp) {
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
      boolean nothing =
          spend.getImpressions() == 0 && spend.getClicks() == 0 && spend.getSpend() == 0;
      firstMinute = Math.min(firstMinute, minute);
      List<Object> key = List.of(minute, campaign, publisher);
      if (times.merge(key, timestamp, Math::max) == timestamp) {
        rows.remove(key);
        if (!nothing) {
          rows.put(key, row);
        }
      }
    }

    private long from() {
      boolean wasEverWritten = begins.values().stream().anyMatch(begin -> begin > 0);
      return begun.isEmpty() && !wasEverWritten ? Long.MIN_VALUE : Math.max(firstMinute, gone);
    }
  }
}
