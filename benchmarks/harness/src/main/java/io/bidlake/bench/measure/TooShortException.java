package io.bidlake.bench.measure;

/** A run that committed too seldom to have a part in which it ran steadily. */
public final class TooShortException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  public TooShortException(String message) {
    super(message);
  }
}
