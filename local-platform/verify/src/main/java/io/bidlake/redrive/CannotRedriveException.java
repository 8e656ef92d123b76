package io.bidlake.redrive;

/** A problem that the user must fix before anything can be sent; the message names it. */
final class CannotRedriveException extends RuntimeException {

  CannotRedriveException(String message) {
    super(message);
  }
}
