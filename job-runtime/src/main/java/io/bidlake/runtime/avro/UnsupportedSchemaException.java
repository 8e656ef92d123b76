package io.bidlake.runtime.avro;

/**
 * Thrown when a schema contains a type for which no reader can be compiled; the message names it.
 */
final class UnsupportedSchemaException extends RuntimeException {

  UnsupportedSchemaException(String message) {
    super(message);
  }
}
