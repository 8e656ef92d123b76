package io.bidlake.runtime.decode;

import io.bidlake.model.PossibleTimes;
import io.bidlake.model.Topic;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import java.time.Instant;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * Validates the times of a topic's events and the timestamps of their Kafka records. Both can be
 * any number: the producer sets the record timestamp, unless the topic uses {@code LogAppendTime}.
 */
public final class EventTimes<T extends SpecificRecord> {

  private static final long END_OF_RECORDS = PossibleTimes.END_OF_RECORDS.toEpochMilli();

  /** Range of timestamps that all query engines can represent: years 1 to 9999. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private final Topic<T> topic;
  private final int[] timeFields;
  private final long earliest;
  private final long ahead;

  public EventTimes(Topic<T> topic, PossibleTimes possible) {
    this.topic = topic;
    this.timeFields =
        topic.schema().getFields().stream()
            .filter(field -> isTime(field.schema()))
            .mapToInt(Schema.Field::pos)
            .toArray();
    this.earliest = possible.earliest().toEpochMilli();
    this.ahead = possible.ahead().toMillis();
  }

  private static boolean isTime(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream().anyMatch(EventTimes::isTime)
        : schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
  }

  /**
   * Returns the event time in ms.
   *
   * @param recordTime Kafka's timestamp of its record, in ms
   * @throws UndecodableRecordException if the event time is out of the valid range, or if another
   *     timestamp of the event is outside the years 1 to 9999
   */
  public long of(T event, long recordTime) throws UndecodableRecordException {
    long time = topic.eventTime().apply(event).toEpochMilli();
    requirePossible(time, recordTime);
    for (int field : timeFields) {
      if (event.get(field) instanceof Instant other
          && (other.isBefore(FIRST) || other.isAfter(LAST))) {
        throw impossible(
            event.getSchema().getFields().get(field).name(), FIRST, LAST, other.toEpochMilli());
      }
    }
    return time;
  }

  /**
   * Throws if an event time is out of the valid range.
   *
   * @param time of the event, in ms
   * @param recordTime Kafka's timestamp of its record, in ms
   */
  public void requirePossible(long time, long recordTime) throws UndecodableRecordException {
    long latest = isPossible(recordTime) ? recordTime + ahead : END_OF_RECORDS;
    if (time < earliest || time > latest) {
      throw impossible(
          "event time", Instant.ofEpochMilli(earliest), Instant.ofEpochMilli(latest), time);
    }
  }

  /**
   * Returns when Kafka received a record, in ms.
   *
   * @param otherwise value to return if the record has no timestamp, or an invalid one
   */
  public long receivedAt(long recordTime, long otherwise) {
    return isPossible(recordTime) ? recordTime : otherwise;
  }

  /**
   * Returns when Kafka received a record that is not an event, in ms; if its timestamp is invalid,
   * the earliest valid time.
   */
  public long receivedAt(long recordTime) {
    return receivedAt(recordTime, earliest);
  }

  /**
   * Returns the latest time at which Kafka can have received a record, in ms. A timestamp that the
   * broker set is used unchanged. A timestamp that the producer set is limited to the current time
   * of this machine, because a producer whose clock is ahead sets both event times and record
   * timestamps ahead.
   */
  public long latestReceipt(ConsumerRecord<?, ?> kafkaRecord) {
    long recordTime = receivedAt(kafkaRecord.timestamp(), Long.MAX_VALUE);
    return kafkaRecord.timestampType() == TimestampType.LOG_APPEND_TIME
        ? recordTime
        : Math.min(recordTime, System.currentTimeMillis());
  }

  private boolean isPossible(long recordTime) {
    return recordTime >= earliest && recordTime < END_OF_RECORDS;
  }

  private static UndecodableRecordException impossible(
      String name, Instant from, Instant to, long millis) {
    return new UndecodableRecordException(
        Reason.IMPOSSIBLE_TIME,
        "%s must be from %s to %s, was %s (%d in ms%s)"
            .formatted(
                name, from, to, Instant.ofEpochMilli(millis), millis, hint(from, to, millis)));
  }

  /** Returns a hint on the unit in which the number would be valid; empty if there is none. */
  private static String hint(Instant from, Instant to, long millis) {
    if (isBetween(from, to, millis, 1_000, 1)) {
      return "; it looks like seconds";
    }
    if (isBetween(from, to, millis, 1, 1_000)) {
      return "; it looks like microseconds";
    }
    return isBetween(from, to, millis, 1, 1_000_000) ? "; it looks like nanoseconds" : "";
  }

  private static boolean isBetween(Instant from, Instant to, long number, int times, int by) {
    double millis = (double) number * times / by;
    return millis >= from.toEpochMilli() && millis <= to.toEpochMilli();
  }
}
