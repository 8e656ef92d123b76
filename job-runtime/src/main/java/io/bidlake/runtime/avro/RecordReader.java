package io.bidlake.runtime.avro;

import java.io.IOException;

/** Reads records that were written with one schema. */
@FunctionalInterface
public interface RecordReader<T> {

  /**
   * Reads the next record.
   *
   * @param reused record to overwrite, with everything it contains; null to create a new one
   */
  T read(T reused, BytesDecoder in) throws IOException;
}
