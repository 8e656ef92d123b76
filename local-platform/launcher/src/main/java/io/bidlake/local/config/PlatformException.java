package io.bidlake.local.config;

/** A problem whose message is written for the user; it is shown without a stack trace. */
public class PlatformException extends RuntimeException {
  public PlatformException(String message) {
    super(message);
  }

  public PlatformException(String message, Throwable cause) {
    super(message, cause);
  }
}
