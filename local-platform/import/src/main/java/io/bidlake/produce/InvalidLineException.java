package io.bidlake.produce;

/** A line that is not sent; the message names the field, what it must be and what it was. */
final class InvalidLineException extends RuntimeException {

  InvalidLineException(String message) {
    super(message);
  }
}
