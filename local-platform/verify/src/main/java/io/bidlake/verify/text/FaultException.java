package io.bidlake.verify.text;

/** A document or line cannot be decoded as an event. */
public final class FaultException extends Exception {

  private final Reason reason;

  public FaultException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
