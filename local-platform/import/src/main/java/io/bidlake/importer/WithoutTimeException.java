package io.bidlake.importer;

/**
 * A document has no time, and {@code --time-from} is not set. The message names the document's
 * place.
 */
final class WithoutTimeException extends RuntimeException {

  WithoutTimeException(String message) {
    super(message);
  }
}
