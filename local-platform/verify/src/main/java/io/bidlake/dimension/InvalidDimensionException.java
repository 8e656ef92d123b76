package io.bidlake.dimension;

/** A file that cannot be loaded. */
final class InvalidDimensionException extends RuntimeException {

  private static final long serialVersionUID = 1;

  InvalidDimensionException(String message) {
    super(message);
  }
}
