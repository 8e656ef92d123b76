package io.bidlake.landing;

import io.bidlake.landing.columns.ColumnNames;
import io.bidlake.landing.columns.RecordColumns;
import io.bidlake.landing.columns.Texts;
import io.bidlake.landing.rules.PartitionBy;
import io.bidlake.landing.table.LandingTable;
import io.bidlake.landing.topics.TopicRecord;
import io.bidlake.model.PossibleTimes;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Fills the columns of a row that say from which Kafka record it is, and checks the times that
 * decide into which partition it goes: a sender must not choose how many files are written.
 */
final class RecordFiller {

  private final StringData topic;
  private final PossibleTimes possible;
  private final int[] positions;

  /** Positions of the other columns by whose times the table is partitioned, by name. */
  private final Map<String, Integer> times = new TreeMap<>();

  RecordFiller(
      String topic, LandingTable table, List<PartitionBy> partitionBy, PossibleTimes possible) {
    this.topic = StringData.fromString(topic);
    this.possible = possible;
    List<NestedField> columns = table.columns().fields();
    this.positions =
        RecordColumns.ALL.stream()
            .mapToInt(column -> columns.indexOf(table.schema().findField(column.name())))
            .toArray();
    for (PartitionBy part : partitionBy) {
      if (part.unit() != PartitionBy.Unit.BUCKET
          && !ColumnNames.key(part.column()).equals(RecordColumns.TIMESTAMP)) {
        part.columnIn(table.schema())
            .ifPresent(column -> times.put(column.name(), columns.indexOf(column)));
      }
    }
  }

  /**
   * Fills the columns of the record.
   *
   * @param schemaId id of the schema with which it was written; null for none
   * @throws UndecodableRecordException if a time is out of range by which the table is partitioned
   */
  void fill(GenericRowData row, TopicRecord record, Integer schemaId)
      throws UndecodableRecordException {
    int column = 0;
    row.setField(positions[column++], topic);
    row.setField(positions[column++], record.partition);
    row.setField(positions[column++], record.offset);
    row.setField(positions[column++], TimestampData.fromEpochMillis(record.timestamp));
    row.setField(positions[column++], record.key);
    row.setField(positions[column++], headers(record));
    row.setField(positions[column], schemaId);
    if (!times.isEmpty()) {
      requirePossible(row, record.timestamp);
    }
  }

  private static GenericArrayData headers(TopicRecord record) {
    if (record.headerKeys.length == 0) {
      return null;
    }
    Object[] headers = new Object[record.headerKeys.length];
    for (int i = 0; i < headers.length; i++) {
      headers[i] = GenericRowData.of(Texts.of(record.headerKeys[i]), record.headerValues[i]);
    }
    return new GenericArrayData(headers);
  }

  /** Throws if Kafka's timestamp of a record is out of range. */
  static void requirePossible(TopicRecord record, PossibleTimes possible)
      throws UndecodableRecordException {
    if (!possible.isOfRecord(record.timestamp)) {
      requireBetween(
          "Kafka's timestamp",
          record.timestamp,
          possible,
          PossibleTimes.END_OF_RECORDS.toEpochMilli() - 1);
    }
  }

  private void requirePossible(GenericRowData row, long recordTime)
      throws UndecodableRecordException {
    for (Map.Entry<String, Integer> column : times.entrySet()) {
      Object time = row.getField(column.getValue());
      if (time != null) {
        long millis =
            time instanceof TimestampData timestamp
                ? timestamp.getMillisecond()
                : Duration.ofDays((Integer) time).toMillis();
        requireBetween(column.getKey(), millis, possible, recordTime + possible.ahead().toMillis());
      }
    }
  }

  private static void requireBetween(String what, long millis, PossibleTimes possible, long latest)
      throws UndecodableRecordException {
    if (millis < possible.earliest().toEpochMilli() || millis > latest) {
      throw new UndecodableRecordException(
          Reason.IMPOSSIBLE_TIME,
          "%s must be from %s to %s, was %s (%d in ms)"
              .formatted(
                  what,
                  possible.earliest(),
                  Instant.ofEpochMilli(latest),
                  Instant.ofEpochMilli(millis),
                  millis));
    }
  }
}
