package io.bidlake.verify.base;

import com.google.common.base.Throwables;

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
    Throwable root = Throwables.getRootCause(thrown);
    String text = root.getMessage();
    return text == null || text.isBlank()
        ? root.getClass().getSimpleName()
        : text.lines().findFirst().orElse(text);
  }
}
