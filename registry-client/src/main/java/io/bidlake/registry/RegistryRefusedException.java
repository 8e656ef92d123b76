package io.bidlake.registry;

/**
 * Thrown when the registry refuses a request, such as an incompatible schema or a wrong password.
 */
public final class RegistryRefusedException extends RuntimeException {

  RegistryRefusedException(String message) {
    super(message);
  }
}
