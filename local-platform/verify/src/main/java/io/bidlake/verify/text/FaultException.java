package io.bidlake.verify.text;

/** An event cannot be made of a document or line. */
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
