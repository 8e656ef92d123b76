package io.bidlake.verify.compare;

import io.bidlake.model.Topic;
import io.bidlake.verify.base.TimeLimits;
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
 */
public final class Reconciliation {

  private final Scope scope;
  private final KafkaLog kafka;
  private final EventSource source;
  private final TimeLimits limits;
  private final Enrichments enrichments;
  private final PinnedLake lake;
  private final EventConsumer events;
  private final ComparedRows compared;
  private final Map<String, TopicCounts> topics = new LinkedHashMap<>();

  /**
   * @param scope the topics and tables to compare
   * @param events receives every event in Kafka, in several threads
   */
  public Reconciliation(
      Scope scope,
      KafkaLog kafka,
      EventSource source,
      TimeLimits limits,
      Enrichments enrichments,
      PinnedLake lake,
      EventConsumer events) {
    this(scope, kafka, source, limits, enrichments, lake, events, ComparedRows.ALL);
  }

  /**
   * @param compared which rows are compared
   */
  public Reconciliation(
      Scope scope,
      KafkaLog kafka,
      EventSource source,
      TimeLimits limits,
      Enrichments enrichments,
      PinnedLake lake,
      EventConsumer events,
      ComparedRows compared) {
    this.scope = scope;
    this.kafka = kafka;
    this.source = source;
    this.limits = limits;
    this.enrichments = enrichments;
    this.lake = lake;
    this.events = events;
    this.compared = compared;
    scope.topics().forEach(topic -> topics.put(topic.name(), new TopicCounts()));
  }

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
    List<TableResult> results;
    List<Suspect> suspects;
    try (RowLedger ledger = new RowLedger(scope.tables())) {
      kafka.read(scope.topics(), () -> kafkaConsumer(ledger));
      lake.read(scope.tables(), compared.condition(), () -> lakeConsumer(ledger));
      ledger.compare();
      results = ledger.results();
      suspects = ledger.suspects();
    }
    List<Difference> differences =
        new NameDifferences(scope, kafka, source, limits, enrichments, lake, compared).of(suspects);
    List<TopicResult> read = new ArrayList<>();
    for (Topic<?> topic : scope.topics()) {
      read.add(topics.get(topic.name()).result(topic.name()));
    }
    return new Outcome(read, results, differences);
  }

  private Consumer<KafkaEntry> kafkaConsumer(RowLedger ledger) {
    ExpectedRows expected = new ExpectedRows(source, limits, enrichments, scope.flat());
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
