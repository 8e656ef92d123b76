package io.bidlake.runtime.avro;

import io.bidlake.tables.DeadLetter.Reason;

/** Thrown when the bytes of a record are not a valid event; the message says why. */
public final class UndecodableRecordException extends Exception {

  private final Reason reason;

  public UndecodableRecordException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
