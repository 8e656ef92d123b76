package io.bidlake.openrtb.json;

import java.io.IOException;

/** An object has a key twice: only the last value counts, so the object has to be read again. */
final class RepeatedKeyException extends IOException {

  private static final long serialVersionUID = 1L;

  RepeatedKeyException() {
    super("an object has a key twice");
  }

  /** Without a stack trace: {@link Reading} catches it. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
