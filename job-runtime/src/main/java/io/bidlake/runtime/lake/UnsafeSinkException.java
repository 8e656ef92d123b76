package io.bidlake.runtime.lake;

/** Thrown when the job is configured such that it could lose rows. */
public final class UnsafeSinkException extends RuntimeException {

  UnsafeSinkException(String message) {
    super(message);
  }
}
