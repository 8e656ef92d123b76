package io.bidlake.landing.avro;

import io.bidlake.runtime.avro.BytesDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import java.io.IOException;

/** Reads one value in Avro's binary encoding into the form in which rows of Flink hold it. */
@FunctionalInterface
interface ValueReader {

  /**
   * Reads the value.
   *
   * @return the value; null if the column has none
   * @throws UndecodableRecordException if the column cannot store this value
   */
  Object read(BytesDecoder in) throws IOException, UndecodableRecordException;
}
