package io.bidlake.runtime;

/** A record's bytes are no event; says why. */
public final class UndecodableRecordException extends Exception {

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
    /** The event time is so far off that no table can hold it. */
    IMPOSSIBLE_TIME
  }

  private final Reason reason;

  UndecodableRecordException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
