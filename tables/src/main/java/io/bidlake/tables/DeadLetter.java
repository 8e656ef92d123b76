package io.bidlake.tables;

/**
 * A Kafka record that could not be decoded, of which a row is made.
 *
 * @param error what was wrong, in words
 * @param payload value of the record as it came
 * @param receivedAt Kafka's timestamp of the record, in epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one row, and never compared.
public record DeadLetter(
    String topic,
    int partition,
    long offset,
    Reason reason,
    String error,
    byte[] payload,
    long receivedAt) {

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
    /** The bytes are not what their schema says: cut off, too long or garbled. */
    MALFORMED,
    /** The event cannot have happened then: a time in another unit, or a clock that is far off. */
    IMPOSSIBLE_TIME
  }
}
