package io.bidlake.openrtb.json;

import java.io.IOException;

/** An object has a key twice, so that its first value must not be read. */
final class RepeatedKeyException extends IOException {

  private static final long serialVersionUID = 1L;

  RepeatedKeyException() {
    super("an object has a key twice");
  }

  /** It goes no further than the document's reader. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
