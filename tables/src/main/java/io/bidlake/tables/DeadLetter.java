package io.bidlake.tables;

import java.util.EnumSet;
import java.util.List;

/**
 * A Kafka record, or a document in it, that could not be decoded: the source of a row of {@code
 * dead_letters}.
 *
 * @param error error message
 * @param payload value of the record, or the document, unchanged
 * @param receivedAt Kafka's timestamp of the record, in epoch milliseconds
 * @param document number of the document within its record, from 1; null for Avro
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one row, and never compared.
public record DeadLetter(
    String topic,
    int partition,
    long offset,
    Reason reason,
    String error,
    byte[] payload,
    long receivedAt,
    Integer document) {

  /** Reason code. */
  public enum Reason {
    /** The record has no value. */
    EMPTY,
    /** The value does not start with the wire format's header. */
    NOT_WIRE_FORMAT,
    /** The registry has no Avro schema with the value's schema id. */
    UNKNOWN_SCHEMA,
    /** The value was written with a schema that is incompatible with the topic's event. */
    INCOMPATIBLE_SCHEMA,
    /** The bytes are not JSON, or do not match their schema: truncated, too long or corrupt. */
    MALFORMED,
    /** The event time is out of range: it is in another unit, or the clock was far off. */
    IMPOSSIBLE_TIME,
    /** The JSON document or line is not an event of the topic. */
    UNKNOWN_EVENT,
    /** The document lacks a field that its event requires. */
    MISSING_FIELD,
    /** A field that the event requires has an invalid value. */
    INVALID_FIELD,
    /** A value has another type than its column, and the column cannot be widened to store it. */
    IRRECONCILABLE,
    /** The record needs more new columns than the landing job may add in an hour. */
    OVER_LIMIT,
    /** Two fields of the record have the same column. */
    NAME_COLLISION,
    /** Another program changed the table such that rows of this topic cannot be written. */
    TABLE_UNWRITABLE;

    /** Reasons for which a record is not an event of one of Bidlake's own topics. */
    public static final List<Reason> OF_EVENTS = List.copyOf(EnumSet.range(EMPTY, INVALID_FIELD));
  }
}
