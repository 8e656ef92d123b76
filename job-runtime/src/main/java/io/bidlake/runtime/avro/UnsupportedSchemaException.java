package io.bidlake.runtime.avro;

/** A schema holds something that readers are not compiled for; the message says what. */
final class UnsupportedSchemaException extends RuntimeException {

  UnsupportedSchemaException(String message) {
    super(message);
  }
}
