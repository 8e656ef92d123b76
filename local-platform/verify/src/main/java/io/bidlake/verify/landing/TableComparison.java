package io.bidlake.verify.landing;

import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.columns.FieldNames;
import io.bidlake.verify.columns.JsonTexts;
import io.bidlake.verify.columns.ValueHash;
import io.bidlake.verify.kafka.KafkaScan.RawEntry;
import io.bidlake.verify.kafka.WriterSchemas;
import io.bidlake.verify.landing.OffsetLedger.Mark;
import io.bidlake.verify.landing.ReadRecord.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;

/** Compares one landing table with its topic. Receives both sides in several threads. */
final class TableComparison {

  private static final Mark NO_ROW = new Mark(0, 0, 0);
  private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

  private final LandingTable table;
  private final TopicRule rule;
  private final WriterSchemas schemas;
  private final TimeLimits limits;
  private final Instant now;
  private final Instant keptSince;
  private final JsonTexts jsonTexts = new JsonTexts();
  private final OffsetLedger ledger;
  private final int number;
  private final LongAdder records = new LongAdder();
  private final LongAdder afterMark = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final Map<String, LongAdder> letters = new ConcurrentHashMap<>();

  /**
   * @param now the time by which the age of rows is measured
   * @param number the number of the topic in the ledger
   */
  TableComparison(
      LandingTable table,
      TopicRule rule,
      WriterSchemas schemas,
      TimeLimits limits,
      Instant now,
      OffsetLedger ledger,
      int number) {
    this.table = table;
    this.rule = rule;
    this.schemas = schemas;
    this.limits = limits;
    this.now = now;
    // Whole days are deleted, so a row can be a day younger.
    this.keptSince =
        rule.retention().map(age -> now.minus(age).plus(Duration.ofDays(1))).orElse(Instant.MIN);
    this.ledger = ledger;
    this.number = number;
  }

  LandingTable table() {
    return table;
  }

  JsonTexts jsonTexts() {
    return jsonTexts;
  }

  /** Reads records as rows of the table, in one thread. */
  ReadRecord reader() {
    return new ReadRecord(table, rule, schemas, jsonTexts);
  }

  /** Why a record must be a dead letter in any case; empty if it may be a row. */
  Optional<String> impossible(RawEntry entry) {
    if (entry.sentAgain()) {
      return Optional.of("its dead letter was sent again");
    }
    return limits.receipt(entry.record().timestamp()).isEmpty()
        ? Optional.of("IMPOSSIBLE_TIME: of Kafka's record")
        : Optional.empty();
  }

  Consumer<RawEntry> kafkaConsumer() {
    ReadRecord reader = reader();
    RowMarks marks = new RowMarks(table, rule, jsonTexts);
    Set<Integer> timeColumns = timeColumns();
    return entry -> {
      var found = entry.record();
      (entry.settled() ? records : afterMark).increment();
      int flags = Outcome.IN_KAFKA | (entry.settled() ? Outcome.SETTLED : 0);
      Mark mark = NO_ROW;
      Reading reading = impossible(entry).isPresent() ? null : reader.of(found);
      if (reading == null || reading.row() == null) {
        flags |= Outcome.ANY_REASON;
      } else {
        mark = marks.of(reading.row());
        flags |= Outcome.STORABLE | marks.keyFlag() | times(reading.row(), timeColumns, mark);
        flags |= reading.isDoubtful() ? Outcome.ANY_REASON : 0;
      }
      Instant time = Instant.ofEpochMilli(found.timestamp());
      flags |= time.isBefore(keptSince) ? Outcome.EXPIRED : 0;
      // By the job's clock it may have been too far ahead.
      flags |= time.isAfter(now) ? Outcome.ODD_TIME : 0;
      ledger.add(number, found.partition(), found.offset(), flags, mark);
    };
  }

  private Set<Integer> timeColumns() {
    FieldNames names = FieldNames.ofTable(table.columns());
    Set<Integer> places = new HashSet<>();
    rule.timeColumns().forEach(name -> places.add(names.placeOf(name)));
    return places;
  }

  /** What the times in a row say: whether one may be impossible, or so old that it was deleted. */
  private int times(Object[] row, Set<Integer> timeColumns, Mark mark) {
    Instant latest = Instant.ofEpochMilli(mark.time()).plus(limits.possible().ahead());
    int flags = 0;
    List<NestedField> columns = table.columns().fields();
    for (int i = 0; i < row.length; i++) {
      TypeID type = columns.get(i).type().typeId();
      if (row[i] == null || (type != TypeID.TIMESTAMP && type != TypeID.DATE)) {
        continue;
      }
      long count = ValueHash.count(row[i]);
      Instant time =
          type == TypeID.DATE
              ? Instant.EPOCH.plus(Duration.ofDays(count))
              : Instant.ofEpochSecond(
                  Math.floorDiv(count, 1_000_000L), Math.floorMod(count, 1_000_000L) * 1000);
      boolean isPartition = timeColumns.contains(i);
      if (time.isBefore(isPartition ? limits.possible().earliest() : YEAR_1)
          || !time.isBefore(YEAR_10000)
          || (isPartition && time.isAfter(latest))) {
        flags |= Outcome.ODD_TIME;
      }
      if (isPartition && time.isBefore(keptSince)) {
        flags |= Outcome.EXPIRED;
      }
    }
    return flags;
  }

  Consumer<Record> lakeConsumer() {
    RowMarks marks = new RowMarks(table, rule, jsonTexts);
    int partition = table.place("kafka_partition");
    int offset = table.place("kafka_offset");
    return row -> {
      rows.increment();
      Mark mark = marks.of(row);
      int flags = Outcome.A_ROW | marks.keyFlag();
      ledger.add(number, (Integer) row.get(partition), (Long) row.get(offset), flags, mark);
    };
  }

  void addLetter(int partition, long offset, String reason) {
    letters.computeIfAbsent(reason, key -> new LongAdder()).increment();
    int flags =
        switch (reason) {
          case "IRRECONCILABLE", "OVER_LIMIT", "NAME_COLLISION", "TABLE_UNWRITABLE" -> 0;
          case "IMPOSSIBLE_TIME" -> Outcome.ABOUT_TIME;
          default -> Outcome.UNREADABLE;
        };
    ledger.add(number, partition, offset, Outcome.A_LETTER | flags, NO_ROW);
  }

  /** The last offset that has a record in Kafka, by partition. */
  Map<Integer, Long> lastOffsets() {
    Map<Integer, Long> last = new HashMap<>();
    ledger.visit(
        number,
        (partition, offset, known, isSame) -> {
          if (Outcome.has(known, Outcome.IN_KAFKA)) {
            last.merge(partition, offset, Math::max);
          }
        });
    return last;
  }

  /**
   * Ends the comparison.
   *
   * @param beginnings the first offsets that Kafka must still have, by partition
   */
  TableOutcome close(Map<Integer, Long> beginnings) {
    TableOutcome outcome = new TableOutcome(table);
    ledger.visit(
        number,
        (partition, offset, known, isSame) ->
            outcome.add(
                Outcome.of(known, isSame, offset < beginnings.getOrDefault(partition, 0L)),
                partition,
                offset));
    rule.deduplicate()
        .ifPresent(each -> ledger.checkKeys(number, each.within().toMillis(), outcome::addByKey));
    Map<String, Long> byReason = new TreeMap<>();
    letters.forEach((reason, count) -> byReason.put(reason, count.sum()));
    outcome.count(records.sum(), afterMark.sum(), rows.sum(), byReason);
    return outcome;
  }
}
