package io.bidlake.verify.base;

/** Something that the reconciliation needs is not there, so nothing can be said about the lake. */
public final class CannotVerifyException extends RuntimeException {

  public CannotVerifyException(String message) {
    super(message);
  }

  public CannotVerifyException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What went wrong at the bottom, in one line. */
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
