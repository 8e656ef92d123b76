package io.bidlake.domain.reference;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;

/** Reads files of reference data, in the program that submits a job and in its tasks. */
public interface ReferenceFiles extends Serializable {

  /**
   * The state of a file: a file with an equal state has the same content.
   *
   * @param bytes size in bytes
   * @param modified time of the last modification
   */
  record FileState(long bytes, Instant modified) {}

  /** Returns the state of a file without reading its content. */
  FileState state(String location) throws IOException;

  /** Returns the content of a file. */
  byte[] read(String location) throws IOException;
}
