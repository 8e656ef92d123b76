package io.bidlake.bench.measure;

/** A run with too few commits to have a steady part. */
public final class TooShortException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  public TooShortException(String message) {
    super(message);
  }
}
