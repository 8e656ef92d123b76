package io.bidlake.verify.text;

import io.bidlake.verify.layout.DeadLetterReason;

/** A document or line cannot be decoded as an event. */
public class FaultException extends Exception {

  private final DeadLetterReason reason;

  public FaultException(DeadLetterReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public DeadLetterReason reason() {
    return reason;
  }
}
