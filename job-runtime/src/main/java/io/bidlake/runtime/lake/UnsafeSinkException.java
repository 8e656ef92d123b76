package io.bidlake.runtime.lake;

/** The job as set up could lose rows on the way to a table. */
public final class UnsafeSinkException extends RuntimeException {

  UnsafeSinkException(String message) {
    super(message);
  }
}
