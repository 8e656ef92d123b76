package io.bidlake.redrive;

/** Nothing can be sent before something outside is changed, which the message names. */
final class CannotRedriveException extends RuntimeException {

  CannotRedriveException(String message) {
    super(message);
  }
}
