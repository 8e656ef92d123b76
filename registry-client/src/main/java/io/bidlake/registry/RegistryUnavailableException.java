package io.bidlake.registry;

/**
 * Thrown when the registry gives no usable answer after several attempts; the message names the URL
 * and the last answer.
 */
public final class RegistryUnavailableException extends RuntimeException {

  RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
