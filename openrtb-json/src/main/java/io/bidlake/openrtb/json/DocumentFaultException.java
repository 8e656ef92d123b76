package io.bidlake.openrtb.json;

import io.bidlake.tables.DeadLetter.Reason;

/** A document is no event. */
final class DocumentFaultException extends Exception {

  private final Reason reason;

  DocumentFaultException(Reason reason, String message) {
    super(message, null, false, false); // Bad input is no bug: the stack trace says nothing of it.
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
