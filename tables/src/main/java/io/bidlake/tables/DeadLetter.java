package io.bidlake.tables;

/**
 * A Kafka record, or a document in it, that could not be decoded, of which a row is made.
 *
 * @param error what was wrong, in words
 * @param payload value of the record, or the document, as it came
 * @param receivedAt Kafka's timestamp of the record, in epoch milliseconds
 * @param document number of the document within its record, from 1; null where a record is one
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

  /** Kind of the fault. */
  public enum Reason {
    /** The record has no value. */
    EMPTY,
    /** The value does not start with the wire format's header. */
    NOT_WIRE_FORMAT,
    /** The registry has no Avro schema with the value's schema id. */
    UNKNOWN_SCHEMA,
    /** The value was written with a schema that cannot be read as the topic's event. */
    INCOMPATIBLE_SCHEMA,
    /** The bytes are no JSON, or not what their schema says: cut off, too long or garbled. */
    MALFORMED,
    /** The event cannot have happened then: a time in another unit, or a clock that is far off. */
    IMPOSSIBLE_TIME,
    /** JSON, or a line, that is none of the topic's events. */
    UNKNOWN_EVENT,
    /** A document without something that its event cannot go without. */
    MISSING_FIELD,
    /** A document in which something that its event cannot go without cannot be read. */
    INVALID_FIELD
  }
}
