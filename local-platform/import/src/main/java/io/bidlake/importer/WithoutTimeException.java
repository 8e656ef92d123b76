package io.bidlake.importer;

/** A document tells no time, and nobody has said where it is; names the document's place. */
final class WithoutTimeException extends RuntimeException {

  WithoutTimeException(String message) {
    super(message);
  }
}
