package io.bidlake.verify.kafka;

/** The bytes of a record are no event. */
public final class UndecodableException extends Exception {

  UndecodableException(String message) {
    super(message);
  }

  UndecodableException(String message, Throwable cause) {
    super(message, cause);
  }
}
