package io.bidlake.sql;

/** The user has cancelled the statement. */
final class CancelledException extends RuntimeException {

  private static final long serialVersionUID = 1;

  CancelledException() {
    super("cancelled");
  }
}
