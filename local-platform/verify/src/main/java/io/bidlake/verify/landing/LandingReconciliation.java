package io.bidlake.verify.landing;

import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.columns.JsonTexts;
import io.bidlake.verify.kafka.KafkaScan.RawEntry;
import io.bidlake.verify.kafka.WriterSchemas;
import io.bidlake.verify.landing.OffsetLedger.Suspect;
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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
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
  private final TimeLimits limits;
  private final Instant now;
  private final WriterSchemas schemas;
  private final List<LandingTopic> topics = new ArrayList<>();

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

  /** Receives what both sides have of one topic, in one of several threads. */
  interface Sides {

    /**
     * Receives a record of Kafka.
     *
     * @param reader reads it as a row
     */
    void record(RawEntry entry, ReadRecord reader);

    /** Receives a row of the table. */
    void row(int partition, long offset, Record row);

    /** Receives a dead letter; called by several threads at once. */
    void letter(int partition, long offset, String reason);
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
    this.limits = limits;
    this.now = now;
    this.schemas = schemas;
    for (LandingTable table : tables) {
      topics.add(new LandingTopic(topics.size(), table, rules.of(table.topic()), new JsonTexts()));
    }
  }

  public Result run() {
    try (OffsetLedger ledger = new OffsetLedger()) {
      topics.forEach(
          topic ->
              topic
                  .rule()
                  .deduplicate()
                  .ifPresent(each -> ledger.addTopic(topic.number(), each.within())));
      read(
          topics,
          topic -> Expressions.alwaysTrue(),
          topic -> new FillLedger(ledger, topic, limits, now));
      Map<TopicPartition, Long> beginnings = log.beginnings();
      Set<String> compacted = log.compacted();
      for (LandingTopic topic : topics) {
        beginnings.forEach(
            (partition, first) -> {
              if (partition.topic().equals(topic.name())) {
                ledger.addBeginning(topic.number(), partition.partition(), first);
              }
            });
      }
      ledger.compare(
          topics.stream()
              .filter(topic -> compacted.contains(topic.name()))
              .map(LandingTopic::number)
              .toList());
      return new Result(results(ledger), differences(ledger.suspects()));
    }
  }

  /**
   * Reads both sides of some topics.
   *
   * @param wanted the condition that the rows meet
   * @param sides what receives one topic in one thread
   */
  private void read(
      List<LandingTopic> some,
      Function<LandingTopic, Expression> wanted,
      Function<LandingTopic, Sides> sides) {
    Map<String, LandingTopic> byName = new LinkedHashMap<>();
    some.forEach(topic -> byName.put(topic.name(), topic));
    log.read(
        byName.keySet(),
        () -> {
          Map<String, Consumer<RawEntry>> consumers = new HashMap<>();
          return entry ->
              consumers
                  .computeIfAbsent(
                      entry.record().topic(),
                      name -> {
                        LandingTopic topic = byName.get(name);
                        ReadRecord reader = new ReadRecord(topic, schemas, limits);
                        Sides receiver = sides.apply(topic);
                        return each -> receiver.record(each, reader);
                      })
                  .accept(entry);
        });
    for (LandingTopic topic : some) {
      LandingTable table = topic.table();
      int partition = table.place("kafka_partition");
      int offset = table.place("kafka_offset");
      table
          .rows()
          .read(
              wanted.apply(topic),
              () -> {
                Sides receiver = sides.apply(topic);
                return row ->
                    receiver.row((Integer) row.get(partition), (Long) row.get(offset), row);
              });
    }
    Map<String, Sides> ofLetters =
        some.stream().collect(Collectors.toMap(LandingTopic::name, sides));
    letters.read(
        byName.keySet(),
        (topic, partition, offset, reason) ->
            ofLetters.get(topic).letter(partition, offset, reason));
  }

  private List<LandingResult> results(OffsetLedger ledger) {
    Map<Integer, Map<String, Long>> figures = ledger.figures();
    Map<Integer, Map<String, Long>> reasons = ledger.letters();
    return topics.stream()
        .map(
            topic -> {
              Map<String, Long> counts = figures.getOrDefault(topic.number(), Map.of());
              Function<String, Long> count = name -> counts.getOrDefault(name, 0L);
              return new LandingResult(
                  topic.table().name(),
                  topic.name(),
                  count.apply("records"),
                  count.apply("after mark"),
                  count.apply("rows"),
                  reasons.getOrDefault(topic.number(), Map.of()),
                  count.apply("LEFT_OUT"),
                  count.apply("NOT_CHECKED"),
                  count.apply("MISSING"),
                  count.apply("UNEXPECTED"),
                  count.apply("DIFFERING"),
                  count.apply("REPEATED") + count.apply("TOO_NEAR"),
                  count.apply("WRONG_LETTER"));
            })
        .toList();
  }

  /** Reads both sides of the topics that differ again. */
  private List<Difference> differences(List<Suspect> suspects) {
    if (suspects.isEmpty()) {
      return List.of();
    }
    Map<Integer, TopicEvidence> evidence = new HashMap<>();
    suspects.forEach(
        each ->
            evidence
                .computeIfAbsent(each.topic(), number -> new TopicEvidence(topics.get(number)))
                .expect(each));
    read(
        topics.stream().filter(topic -> evidence.containsKey(topic.number())).toList(),
        topic -> evidence.get(topic.number()).condition(),
        topic -> evidence.get(topic.number()));
    return suspects.stream().map(each -> evidence.get(each.topic()).describe(each)).toList();
  }
}
