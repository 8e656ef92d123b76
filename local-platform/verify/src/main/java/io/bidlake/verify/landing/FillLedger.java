package io.bidlake.verify.landing;

import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.columns.FieldNames;
import io.bidlake.verify.columns.ValueHash;
import io.bidlake.verify.kafka.KafkaScan.RawEntry;
import io.bidlake.verify.landing.LandingReconciliation.Sides;
import io.bidlake.verify.landing.OffsetLedger.Known;
import io.bidlake.verify.landing.ReadRecord.Reading;
import io.bidlake.verify.landing.RowMarks.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;

/** Adds what both sides have of one topic to the ledger. Not thread-safe. */
final class FillLedger implements Sides {

  private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

  private final OffsetLedger ledger;
  private final int topic;
  private final TimeLimits limits;
  private final Instant now;
  private final Instant keptSince;
  private final RowMarks marks;
  private final List<NestedField> columns;

  /** The positions of the columns by whose time the table is partitioned. */
  private final Set<Integer> partitionTimes;

  /**
   * @param now the time by which the age of rows is measured
   */
  FillLedger(OffsetLedger ledger, LandingTopic topic, TimeLimits limits, Instant now) {
    this.ledger = ledger;
    this.topic = topic.number();
    this.limits = limits;
    this.now = now;
    // Whole days are deleted, so a row can be a day younger.
    this.keptSince =
        topic
            .rule()
            .retention()
            .map(age -> now.minus(age).plus(Duration.ofDays(1)))
            .orElse(Instant.MIN);
    this.marks = new RowMarks(topic.table(), topic.rule(), topic.jsonTexts());
    this.columns = topic.table().columns().fields();
    FieldNames names = FieldNames.ofTable(topic.table().columns());
    this.partitionTimes =
        topic.rule().timeColumns().stream().map(names::placeOf).collect(Collectors.toSet());
  }

  @Override
  public void record(RawEntry entry, ReadRecord reader) {
    var found = entry.record();
    Reading reading = reader.of(entry);
    Instant received = Instant.ofEpochMilli(found.timestamp());
    boolean expired = received.isBefore(keptSince);
    // By the job's clock it may have been too far ahead.
    boolean oddTime = received.isAfter(now);
    Optional<Mark> mark = Optional.ofNullable(reading.row()).map(marks::of);
    if (mark.isPresent()) {
      Instant latest = Instant.ofEpochMilli(mark.get().time()).plus(limits.possible().ahead());
      for (int i = 0; i < columns.size(); i++) {
        TypeID type = columns.get(i).type().typeId();
        Object value = reading.row()[i];
        if (value != null && (type == TypeID.TIMESTAMP || type == TypeID.DATE)) {
          Instant time =
              Instant.EPOCH.plus(
                  ValueHash.count(value),
                  type == TypeID.DATE ? ChronoUnit.DAYS : ChronoUnit.MICROS);
          boolean isPartition = partitionTimes.contains(i);
          oddTime |=
              time.isBefore(isPartition ? limits.possible().earliest() : YEAR_1)
                  || !time.isBefore(YEAR_10000)
                  || (isPartition && time.isAfter(latest));
          expired |= isPartition && time.isBefore(keptSince);
        }
      }
    }
    boolean doubtful = mark.isEmpty() || reading.isDoubtful();
    ledger.addRecord(
        topic,
        found.partition(),
        found.offset(),
        new Known(mark, entry.settled(), doubtful, oddTime, expired));
  }

  @Override
  public void row(int partition, long offset, Record row) {
    ledger.addRow(topic, partition, offset, marks.of(row));
  }

  @Override
  public void letter(int partition, long offset, String reason) {
    ledger.addLetter(topic, partition, offset, reason);
  }
}
