package io.bidlake.maintenance.sort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Records in the order of their keys, in a file.
 *
 * @param file where they are
 * @param rows how many there are
 * @param largestRecord bytes of the largest one
 * @param fileBytes size of the file
 */
record Run(Path file, long rows, int largestRecord, long fileBytes) {

  /** Bytes of the heap that reading it takes. */
  long readerBytes() {
    return RunReader.HEAP_BYTES + largestRecord;
  }

  /** Opens the file of a run for writing. */
  @FunctionalInterface
  interface Output {

    OutputStream open(Path file) throws IOException;
  }
}
