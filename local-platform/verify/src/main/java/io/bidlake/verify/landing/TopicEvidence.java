package io.bidlake.verify.landing;

import com.google.common.base.Ascii;
import io.bidlake.verify.columns.ValueHash;
import io.bidlake.verify.columns.ValueText;
import io.bidlake.verify.kafka.KafkaScan.RawEntry;
import io.bidlake.verify.landing.LandingReconciliation.Sides;
import io.bidlake.verify.landing.OffsetLedger.Fault;
import io.bidlake.verify.landing.OffsetLedger.Suspect;
import io.bidlake.verify.report.Report.Difference;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types.NestedField;

/** What both sides have of the differing records of one topic. Thread-safe while it is filled. */
final class TopicEvidence implements Sides {

  private static final int LONGEST = 123;

  /** The number of differing columns that are shown. */
  private static final int COLUMNS = 2;

  private final LandingTable table;
  private final List<NestedField> columns;
  private final ValueText texts;
  private final int time;
  private final Map<Place, Evidence> byPlace = new HashMap<>();

  TopicEvidence(LandingTopic topic) {
    this.table = topic.table();
    this.columns = table.columns().fields();
    this.texts = new ValueText(topic.jsonTexts());
    this.time = table.place("kafka_timestamp");
  }

  private record Place(int partition, long offset) {}

  /** What both sides have at one offset. */
  private static final class Evidence {

    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private List<String> expected = List.of();
    private String fault = "";
    private Instant time = Instant.EPOCH;
  }

  /** Adds a record about which something is to be received; before anything is. */
  void expect(Suspect suspect) {
    byPlace.put(new Place(suspect.partition(), suspect.offset()), new Evidence());
  }

  /** The condition that the rows of these records meet. */
  Expression condition() {
    return Expressions.in(
        "kafka_offset", byPlace.keySet().stream().map(Place::offset).distinct().toArray());
  }

  @Override
  public void record(RawEntry entry, ReadRecord reader) {
    var record = entry.record();
    Evidence found = byPlace.get(new Place(record.partition(), record.offset()));
    if (found != null) {
      var reading = reader.of(entry);
      synchronized (found) {
        found.expected = reading.row() == null ? List.of() : texts(reading.row());
        found.fault = reading.fault();
        found.time = Instant.ofEpochMilli(record.timestamp());
      }
    }
  }

  @Override
  public void row(int partition, long offset, Record row) {
    Evidence found = byPlace.get(new Place(partition, offset));
    if (found != null) {
      long micros = ValueHash.count(row.get(time));
      synchronized (found) {
        found.rows.add(texts(row));
        if (found.time.equals(Instant.EPOCH)) {
          found.time = Instant.ofEpochMilli(Math.floorDiv(micros, 1000));
        }
      }
    }
  }

  @Override
  public void letter(int partition, long offset, String reason) {
    Evidence found = byPlace.get(new Place(partition, offset));
    if (found != null) {
      synchronized (found) {
        found.reasons.add(reason);
      }
    }
  }

  /** The texts of the columns of a row: an array of values, or a record of Iceberg. */
  private List<String> texts(Object row) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      all.add(texts.of(columns.get(i), ValueHash.member(row, i)));
    }
    return all;
  }

  Difference describe(Suspect suspect) {
    Evidence found = byPlace.get(new Place(suspect.partition(), suspect.offset()));
    return new Difference(
        "%s-%d@%d".formatted(table.topic(), suspect.partition(), suspect.offset()),
        table.name(),
        found.time.truncatedTo(ChronoUnit.HOURS),
        what(suspect.fault(), found));
  }

  private String what(Fault kind, Evidence found) {
    String fault = found.fault;
    return switch (kind) {
      case MISSING ->
          "missing: in Kafka, but neither a row nor a dead letter"
              + (fault.isEmpty() ? "" : "; ")
              + fault;
      case UNEXPECTED -> "unexpected: %s, no record in Kafka".formatted(inLake(found));
      case REPEATED -> "repeated: %s of one record".formatted(inLake(found));
      case TOO_NEAR -> "repeated: another row has the same key and is near";
      case WRONG_LETTER ->
          found.rows.isEmpty()
              ? "%s, but the record can be read".formatted(inLake(found))
              : "%s of one record".formatted(inLake(found));
      case DIFFERING ->
          fault.isEmpty() ? "differs: " + differing(found) : "a row that cannot be: " + fault;
    };
  }

  private static String inLake(Evidence found) {
    List<String> all = new ArrayList<>();
    int rows = found.rows.size();
    if (rows > 0) {
      all.add(rows == 1 ? "1 row" : rows + " rows");
    }
    found.reasons.forEach(reason -> all.add("a dead letter " + reason));
    return String.join(" and ", all);
  }

  private String differing(Evidence found) {
    List<String> differing = new ArrayList<>();
    for (int i = 0; i < found.expected.size() && !found.rows.isEmpty(); i++) {
      String expected = found.expected.get(i);
      String value = found.rows.get(0).get(i);
      if (!expected.equals(value) && differing.size() < COLUMNS) {
        differing.add(
            "%s is %s in Kafka, %s in the lake"
                .formatted(
                    columns.get(i).name(),
                    Ascii.truncate(expected, LONGEST, "..."),
                    Ascii.truncate(value, LONGEST, "...")));
      }
    }
    return String.join(", ", differing);
  }
}
