package io.bidlake.local.config;

/** A problem that its message explains to a person; it is shown without a stack trace. */
public class PlatformException extends RuntimeException {
  public PlatformException(String message) {
    super(message);
  }

  public PlatformException(String message, Throwable cause) {
    super(message, cause);
  }
}
