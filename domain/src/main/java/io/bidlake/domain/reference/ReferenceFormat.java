package io.bidlake.domain.reference;

import java.io.Serializable;
import java.time.Instant;

/**
 * How files of one kind of reference data are read and checked.
 *
 * @param <D> the data; immutable
 */
public interface ReferenceFormat<D> extends Serializable {

  /**
   * Reads the content of a file.
   *
   * @throws IllegalArgumentException if it is invalid; the message names the line or part
   */
  D parse(byte[] content);

  /** Returns the data that is used if no file is given. */
  D packaged();

  /**
   * Checks whether a job may change to new data while it runs.
   *
   * @throws IllegalArgumentException if it must not; the message says why
   */
  default void requireSuccessor(D current, D next, Instant now) {}
}
