package io.bidlake.verify.compare;

import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.compare.RowLedger.Suspect;
import io.bidlake.verify.enrichment.Enrichments;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.kafka.KafkaLog;
import io.bidlake.verify.lake.PinnedLake;
import io.bidlake.verify.layout.Fingerprint;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import io.bidlake.verify.layout.Scope;
import io.bidlake.verify.report.Report.Difference;
import io.bidlake.verify.report.Report.TableResult;
import io.bidlake.verify.report.Report.TopicResult;
import io.bidlake.verify.rows.DeadLetterRows;
import io.bidlake.verify.rows.EventConsumer;
import io.bidlake.verify.rows.EventSource;
import io.bidlake.verify.rows.ExpectedRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Compares the rows expected from Kafka's records with the rows of the tables. Reads both sides
 * once and compares hashes; if there are differences, reads both sides again to describe them.
 *
 * @param scope the topics and tables to compare
 * @param events receives every event in Kafka, in several threads
 * @param compared which rows are compared
 */
public record Reconciliation(
    Scope scope,
    KafkaLog kafka,
    EventSource source,
    TimeLimits limits,
    Enrichments enrichments,
    PinnedLake lake,
    EventConsumer events,
    ComparedRows compared) {

  /**
   * The outcome of the comparison.
   *
   * @param topics the counts of records read per topic
   * @param tables the figures of each table
   * @param differences the first differing ids
   */
  public record Outcome(
      List<TopicResult> topics, List<TableResult> tables, List<Difference> differences) {}

  public Outcome run() {
    enrichments.versions().columnsAdded(lake.addedColumns(Layout.BID_REQUESTS_ENRICHED));
    lake.read(
        Layout.BID_REQUESTS_ENRICHED, enrichments.versions().unusual(), this::versionsConsumer);
    enrichments.versions().begin();
    Map<String, TopicCounts> topics = new LinkedHashMap<>();
    scope.topics().forEach(topic -> topics.put(topic.name(), new TopicCounts()));
    List<TableResult> results;
    List<Suspect> suspects;
    try (RowLedger ledger = new RowLedger(scope.tables())) {
      kafka.read(scope.topics(), () -> kafkaConsumer(ledger, topics));
      lake.read(scope.tables(), compared.condition(), () -> lakeConsumer(ledger));
      ledger.compare();
      results = ledger.results();
      suspects = ledger.suspects();
    }
    List<TopicResult> read = new ArrayList<>();
    topics.forEach((name, counts) -> read.add(counts.result(name)));
    return new Outcome(read, results, new NameDifferences(this).of(suspects));
  }

  private Consumer<KafkaEntry> kafkaConsumer(RowLedger ledger, Map<String, TopicCounts> topics) {
    ExpectedRows expected = expectedRows();
    RowLedger.Writer writer = ledger.writer();
    Map<String, List<TopicCounts>> byName = new HashMap<>();
    scope
        .topics()
        .forEach(
            topic ->
                byName
                    .computeIfAbsent(source.kafka().nameOf(topic), name -> new ArrayList<>())
                    .add(topics.get(topic.name())));
    return entry -> {
      for (TopicCounts counts : byName.get(entry.topicName())) {
        (entry.settled() ? counts.records : counts.afterMark).increment();
      }
      expected.of(
          entry,
          (table, row) -> {
            DeadLetterRows.settle(table, row);
            if (table.equals(Layout.DEAD_LETTERS)) {
              topics.get(entry.topic().name()).undecodable.increment();
            }
            if (compared.has(table, row)) {
              writer.addKafka(table, row, entry.settled());
            }
          },
          events);
    };
  }

  ExpectedRows expectedRows() {
    return new ExpectedRows(source, limits, enrichments, scope.flat());
  }

  private RowConsumer versionsConsumer() {
    Fingerprint fingerprint = new Fingerprint();
    return (table, row) -> enrichments.versions().add(fingerprint, row);
  }

  private RowConsumer lakeConsumer(RowLedger ledger) {
    RowLedger.Writer writer = ledger.writer();
    return (table, row) -> {
      if (!compared.has(table, row)) {
        return;
      }
      enrichments.settle(table, row);
      DeadLetterRows.settle(table, row);
      writer.addLake(table, row);
    };
  }

  private static final class TopicCounts {
    private final LongAdder records = new LongAdder();
    private final LongAdder undecodable = new LongAdder();
    private final LongAdder afterMark = new LongAdder();

    private TopicResult result(String topic) {
      return new TopicResult(topic, records.sum(), undecodable.sum(), afterMark.sum());
    }
  }
}
