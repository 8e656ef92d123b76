package io.bidlake.domain.reference;

/** Thrown when a file of reference data cannot be read or is invalid at the start of a job. */
public final class InvalidReferenceException extends RuntimeException {

  /**
   * @param setting setting that names the file
   */
  InvalidReferenceException(String setting, String location, String reason, Throwable cause) {
    super("%s %s: %s".formatted(setting, location, reason), cause);
  }
}
