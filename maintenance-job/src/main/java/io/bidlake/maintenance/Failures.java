package io.bidlake.maintenance;

/** What a failure says to a person who reads the log of maintenance. */
final class Failures {

  private Failures() {}

  /** The message of the failure with that of its cause, which often says more. */
  static String text(Throwable failure) {
    String text = one(failure);
    Throwable cause = failure.getCause();
    return cause == null ? text : text + ": " + one(cause);
  }

  private static String one(Throwable failure) {
    String kind = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? kind : kind + ": " + failure.getMessage();
  }
}
