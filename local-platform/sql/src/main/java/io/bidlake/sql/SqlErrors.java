package io.bidlake.sql;

/** Says in one line what went wrong. */
final class SqlErrors {

  private SqlErrors() {}

  /** The message of the innermost cause that has one, up to its first line break. */
  static String line(Throwable thrown) {
    String message = thrown.getClass().getSimpleName();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String text = cause.getMessage();
      if (text != null && !text.isBlank()) {
        message = text.strip().lines().findFirst().orElse(text);
      }
      if (cause == cause.getCause()) {
        break;
      }
    }
    return message;
  }
}
