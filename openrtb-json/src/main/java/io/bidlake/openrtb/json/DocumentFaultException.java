package io.bidlake.openrtb.json;

import io.bidlake.tables.DeadLetter.Reason;

/** A document cannot be an event, and becomes a dead letter. */
final class DocumentFaultException extends Exception {

  private final Reason reason;

  DocumentFaultException(Reason reason, String message) {
    super(
        message, null, false,
        false); // Caused by input: a stack trace would be slow and say nothing.
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
