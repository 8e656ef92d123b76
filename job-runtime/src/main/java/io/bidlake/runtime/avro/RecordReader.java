package io.bidlake.runtime.avro;

import java.io.IOException;

/** Reads records of one writer schema. */
@FunctionalInterface
public interface RecordReader<T> {

  /**
   * Reads the next record.
   *
   * @param reused is overwritten, with all that it holds; null for a new record
   */
  T read(T reused, BytesDecoder in) throws IOException;
}
