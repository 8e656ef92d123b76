package io.bidlake.registry;

/** The registry has no Avro schema under an id. */
public final class UnknownSchemaException extends Exception {

  UnknownSchemaException(String message) {
    super(message);
  }
}
