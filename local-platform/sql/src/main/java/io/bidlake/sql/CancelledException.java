package io.bidlake.sql;

/** Thrown when the user has cancelled the statement. */
final class CancelledException extends RuntimeException {

  private static final long serialVersionUID = 1;

  CancelledException() {
    super("cancelled");
  }
}
