package io.bidlake.compiled;

import org.apache.avro.Schema;

/**
 * Thrown when a schema contains a type for which no code can be generated; the message names it.
 */
public final class UnsupportedSchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** For a part of a schema. */
  public UnsupportedSchemaException(Schema schema) {
    super("readers are not compiled for " + schema);
  }
}
