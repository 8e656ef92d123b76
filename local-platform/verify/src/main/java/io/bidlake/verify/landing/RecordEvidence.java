package io.bidlake.verify.landing;

import io.bidlake.verify.columns.ValueHash;
import io.bidlake.verify.columns.ValueText;
import io.bidlake.verify.landing.TableOutcome.Suspect;
import io.bidlake.verify.report.Report.Difference;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.types.Types.NestedField;

/** What both sides have at the offset of one differing record. Thread-safe while it is filled. */
final class RecordEvidence {

  private static final int LONGEST = 120;

  /** The number of differing columns that are shown. */
  private static final int COLUMNS = 2;

  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private List<String> expected = List.of();
  private String fault = "";
  private Instant time = Instant.EPOCH;

  synchronized void addRecord(List<String> row, String why, Instant received) {
    expected = row;
    fault = why;
    time = received;
  }

  synchronized void addRow(List<String> row, Instant received) {
    rows.add(row);
    time = time.equals(Instant.EPOCH) ? received : time;
  }

  synchronized void addLetter(String reason) {
    reasons.add(reason);
  }

  /** The texts of the columns of a row: an array of values, or a record of Iceberg. */
  static List<String> texts(LandingTable table, Object row, ValueText texts) {
    List<String> columns = new ArrayList<>();
    List<NestedField> fields = table.columns().fields();
    for (int i = 0; i < fields.size(); i++) {
      columns.add(texts.of(fields.get(i), ValueHash.member(row, i)));
    }
    return columns;
  }

  Difference describe(LandingTable table, Suspect suspect) {
    return new Difference(
        "%s-%d@%d".formatted(table.topic(), suspect.partition(), suspect.offset()),
        table.name(),
        time.truncatedTo(ChronoUnit.HOURS),
        what(table, suspect.outcome()));
  }

  private String what(LandingTable table, Outcome outcome) {
    return switch (outcome) {
      case MISSING ->
          "missing: in Kafka, but neither a row nor a dead letter"
              + (fault.isEmpty() ? "" : "; ")
              + fault;
      case UNEXPECTED -> "unexpected: %s, no record in Kafka".formatted(inLake());
      case REPEATED -> "repeated: %s of one record".formatted(inLake());
      case TOO_NEAR -> "repeated: another row has the same key and is near";
      case WRONG_LETTER ->
          rows.isEmpty()
              ? "%s, but the record can be read".formatted(inLake())
              : "%s of one record".formatted(inLake());
      default -> fault.isEmpty() ? "differs: " + columns(table) : "a row that cannot be: " + fault;
    };
  }

  private String inLake() {
    List<String> found = new ArrayList<>();
    if (!rows.isEmpty()) {
      found.add(rows.size() == 1 ? "1 row" : rows.size() + " rows");
    }
    reasons.forEach(reason -> found.add("a dead letter " + reason));
    return String.join(" and ", found);
  }

  private String columns(LandingTable table) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < expected.size() && !rows.isEmpty(); i++) {
      String value = rows.get(0).get(i);
      if (!expected.get(i).equals(value) && columns.size() < COLUMNS) {
        columns.add(
            "%s is %s in Kafka, %s in the lake"
                .formatted(
                    table.columns().fields().get(i).name(), cut(expected.get(i)), cut(value)));
      }
    }
    return String.join(", ", columns);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
