package io.bidlake.verify.base;

/** Something that the reconciliation needs is missing, so that it has no result. */
public final class CannotVerifyException extends RuntimeException {

  public CannotVerifyException(String message) {
    super(message);
  }

  public CannotVerifyException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The message of the root cause, in one line. */
  public static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String text = root.getMessage();
    return text == null || text.isBlank()
        ? root.getClass().getSimpleName()
        : text.lines().findFirst().orElse(text);
  }
}
