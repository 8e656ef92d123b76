package io.bidlake.registry;

/** Thrown when the registry has no Avro schema with an id, or one that cannot be parsed. */
public final class UnknownSchemaException extends Exception {

  UnknownSchemaException(String message) {
    super(message);
  }
}
