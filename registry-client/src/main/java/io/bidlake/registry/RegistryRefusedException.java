package io.bidlake.registry;

/** The registry refused the request: an incompatible schema, a wrong password. */
public final class RegistryRefusedException extends RuntimeException {

  RegistryRefusedException(String message) {
    super(message);
  }
}
