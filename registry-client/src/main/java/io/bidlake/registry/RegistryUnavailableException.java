package io.bidlake.registry;

/** The registry gave no usable answer after several tries; says which URL and what it answered. */
public final class RegistryUnavailableException extends RuntimeException {

  RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
