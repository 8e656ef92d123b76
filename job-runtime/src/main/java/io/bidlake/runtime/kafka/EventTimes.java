package io.bidlake.runtime.kafka;

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
 * Judges the times of a topic's events, and those of their Kafka records. Both can be any number: a
 * record's time is the producer's, unless the topic says {@code LogAppendTime}.
 */
public final class EventTimes<T extends SpecificRecord> {

  private static final long END_OF_RECORDS = PossibleTimes.END_OF_RECORDS.toEpochMilli();

  /** What all engines can show: years 1 to 9999. */
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
   * When an event happened, in ms.
   *
   * @param recordTime Kafka's time of its record, in ms
   * @throws UndecodableRecordException if it cannot have happened then, or if another of its times
   *     is one that no engine can show
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
   * Refuses a time at which no event can have happened.
   *
   * @param time in ms
   * @param recordTime Kafka's time of its record, in ms
   */
  public void requirePossible(long time, long recordTime) throws UndecodableRecordException {
    long latest = isPossible(recordTime) ? recordTime + ahead : END_OF_RECORDS;
    if (time < earliest || time > latest) {
      throw impossible(
          "event time", Instant.ofEpochMilli(earliest), Instant.ofEpochMilli(latest), time);
    }
  }

  /**
   * When Kafka received a record, in ms.
   *
   * @param otherwise what stands for it if the record has no time, or one that cannot be
   */
  public long receivedAt(long recordTime, long otherwise) {
    return isPossible(recordTime) ? recordTime : otherwise;
  }

  /** When a record was received that is no event: where it does not tell, before all others. */
  public long receivedAt(long recordTime) {
    return receivedAt(recordTime, earliest);
  }

  /**
   * The latest that it can have been when Kafka received a record, in ms. A time that the broker
   * set is the same whenever the record is read. One that the producer set cannot be later than
   * this machine's clock: a producer whose clock is ahead has both wrong, its events and its
   * records.
   */
  long latestReceipt(ConsumerRecord<?, ?> kafkaRecord) {
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

  /** The unit in which the number would be possible. */
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
