package io.bidlake.runtime.lake;

/**
 * Thrown when the catalog does not answer or refuses a request; the message says which one and why.
 */
public final class CatalogUnavailableException extends RuntimeException {

  CatalogUnavailableException(CatalogSettings settings, RuntimeException cause) {
    super(
        "the catalog %s cannot be used: %s".formatted(settings.address(), rootMessage(cause)),
        cause);
  }

  private static String rootMessage(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
