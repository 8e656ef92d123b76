package io.bidlake.verify.landing;

import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.columns.ValueHash;
import io.bidlake.verify.columns.ValueText;
import io.bidlake.verify.kafka.KafkaScan.RawEntry;
import io.bidlake.verify.kafka.WriterSchemas;
import io.bidlake.verify.landing.TableOutcome.Suspect;
import io.bidlake.verify.report.LandingResult;
import io.bidlake.verify.report.Report.Difference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.iceberg.expressions.Expressions;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares the landing tables with their topics: each record must be one row or one dead letter.
 * Reads both sides once; if there are differences, reads those tables and topics again to describe
 * them.
 */
public final class LandingReconciliation {

  private final Log log;
  private final Letters letters;
  private final OffsetLedger ledger = new OffsetLedger();
  private final Map<String, TableComparison> byTopic = new LinkedHashMap<>();

  /** The records of the topics. */
  public interface Log {

    /**
     * Passes on the records of some topics once, in several threads, each with its own consumer.
     */
    void read(Set<String> topics, Supplier<Consumer<RawEntry>> consumers);

    /** The first offset of each partition that is read, and that Kafka still has now. */
    Map<TopicPartition, Long> beginnings();

    /** The topics of which Kafka may have removed any record but the last, by compaction. */
    Set<String> compacted();
  }

  /** The dead letters of the topics. */
  public interface Letters {

    /** Passes on the dead letters of some topics once, perhaps in several threads. */
    void read(Set<String> topics, Receiver receiver);

    /** Receives a dead letter. */
    interface Receiver {
      void letter(String topic, int partition, long offset, String reason);
    }
  }

  /**
   * The result.
   *
   * @param tables the result of each table
   * @param differences the first differing records of each table and kind
   */
  public record Result(List<LandingResult> tables, List<Difference> differences) {}

  /**
   * @param now the time by which the age of rows is measured
   */
  public LandingReconciliation(
      List<LandingTable> tables,
      LandingRules rules,
      WriterSchemas schemas,
      TimeLimits limits,
      Log log,
      Letters letters,
      Instant now) {
    this.log = log;
    this.letters = letters;
    for (LandingTable table : tables) {
      byTopic.put(
          table.topic(),
          new TableComparison(
              table, rules.of(table.topic()), schemas, limits, now, ledger, byTopic.size()));
    }
  }

  public Result run() {
    try (ledger) {
      List<TableOutcome> outcomes = outcomes();
      return new Result(
          outcomes.stream().map(TableOutcome::result).toList(), differences(outcomes));
    }
  }

  private List<TableOutcome> outcomes() {
    log.read(
        byTopic.keySet(),
        () -> {
          Map<String, Consumer<RawEntry>> consumers = new HashMap<>();
          return entry ->
              consumers
                  .computeIfAbsent(
                      entry.record().topic(), topic -> byTopic.get(topic).kafkaConsumer())
                  .accept(entry);
        });
    byTopic
        .values()
        .forEach(each -> each.table().rows().read(Expressions.alwaysTrue(), each::lakeConsumer));
    letters.read(
        byTopic.keySet(),
        (topic, partition, offset, reason) ->
            byTopic.get(topic).addLetter(partition, offset, reason));
    ledger.merge();
    Map<TopicPartition, Long> beginnings = log.beginnings();
    Set<String> compacted = log.compacted();
    List<TableOutcome> outcomes = new ArrayList<>();
    byTopic.forEach(
        (topic, each) -> {
          Map<Integer, Long> first = beginningsOf(topic, beginnings);
          if (compacted.contains(topic)) {
            first.putAll(each.lastOffsets());
          }
          outcomes.add(each.close(first));
        });
    return outcomes;
  }

  private static Map<Integer, Long> beginningsOf(
      String topic, Map<TopicPartition, Long> beginnings) {
    Map<Integer, Long> ofTopic = new HashMap<>();
    beginnings.forEach(
        (partition, offset) -> {
          if (partition.topic().equals(topic)) {
            ofTopic.put(partition.partition(), offset);
          }
        });
    return ofTopic;
  }

  private record Place(int partition, long offset) {}

  /** Reads both sides of the tables that differ again. */
  private List<Difference> differences(List<TableOutcome> outcomes) {
    Map<String, Map<Place, RecordEvidence>> evidence = new LinkedHashMap<>();
    for (TableOutcome outcome : outcomes) {
      for (Suspect suspect : outcome.suspects()) {
        evidence
            .computeIfAbsent(outcome.table().topic(), topic -> new HashMap<>())
            .put(new Place(suspect.partition(), suspect.offset()), new RecordEvidence());
      }
    }
    if (evidence.isEmpty()) {
      return List.of();
    }
    log.read(evidence.keySet(), () -> recordConsumer(evidence));
    evidence.forEach((topic, byPlace) -> readRows(byTopic.get(topic), byPlace));
    letters.read(
        evidence.keySet(),
        (topic, partition, offset, reason) -> {
          RecordEvidence found = evidence.get(topic).get(new Place(partition, offset));
          if (found != null) {
            found.addLetter(reason);
          }
        });
    List<Difference> differences = new ArrayList<>();
    for (TableOutcome outcome : outcomes) {
      for (Suspect suspect : outcome.suspects()) {
        RecordEvidence found =
            evidence
                .get(outcome.table().topic())
                .get(new Place(suspect.partition(), suspect.offset()));
        differences.add(found.describe(outcome.table(), suspect));
      }
    }
    return differences;
  }

  private Consumer<RawEntry> recordConsumer(Map<String, Map<Place, RecordEvidence>> evidence) {
    Map<String, ReadRecord> readers = new HashMap<>();
    return entry -> {
      var record = entry.record();
      RecordEvidence found =
          evidence.get(record.topic()).get(new Place(record.partition(), record.offset()));
      if (found != null) {
        TableComparison comparison = byTopic.get(record.topic());
        ReadRecord reader = readers.computeIfAbsent(record.topic(), topic -> comparison.reader());
        var reading = reader.of(record);
        found.addRecord(
            reading.row() == null
                ? List.of()
                : RecordEvidence.texts(
                    comparison.table(), reading.row(), new ValueText(comparison.jsonTexts())),
            comparison.impossible(entry).orElse(reading.fault()),
            Instant.ofEpochMilli(record.timestamp()));
      }
    };
  }

  private static void readRows(TableComparison comparison, Map<Place, RecordEvidence> evidence) {
    LandingTable table = comparison.table();
    int partition = table.place("kafka_partition");
    int offset = table.place("kafka_offset");
    int time = table.place("kafka_timestamp");
    Set<Long> offsets = evidence.keySet().stream().map(Place::offset).collect(Collectors.toSet());
    table
        .rows()
        .read(
            Expressions.in("kafka_offset", offsets.toArray()),
            () ->
                row -> {
                  RecordEvidence found =
                      evidence.get(new Place((Integer) row.get(partition), (Long) row.get(offset)));
                  if (found != null) {
                    long micros = ValueHash.count(row.get(time));
                    found.addRow(
                        RecordEvidence.texts(table, row, new ValueText(comparison.jsonTexts())),
                        Instant.ofEpochMilli(Math.floorDiv(micros, 1000)));
                  }
                });
  }
}
