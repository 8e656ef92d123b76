package io.bidlake.maintenance.sort;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes records to the file of a run, compressed. */
final class RunWriter implements Closeable {

  /** Bytes of the heap that a writer takes: a block, the same compressed, what LZ4 needs for it. */
  static final long HEAP_BYTES = 192 << 10;

  private final Path path;
  private final OutputStream file;
  private final OutputStream compressed;
  private long rows;
  private int largestRecord;

  RunWriter(Path path, Run.Output output) throws IOException {
    this.path = path;
    this.file = output.open(path);
    try {
      this.compressed = RunCompression.compress(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  void write(byte[] bytes, int record) throws IOException {
    int size =
        RecordLayout.sizeOf(
            RecordLayout.keySize(bytes, record), RecordLayout.rowSize(bytes, record));
    compressed.write(bytes, record, size);
    rows++;
    largestRecord = Math.max(largestRecord, size);
  }

  /** Writes what is left; the run is whole then. */
  Run finish() throws IOException {
    compressed.close();
    return new Run(path, rows, largestRecord, Files.size(path));
  }

  /**
   * Closes the file, whole or not: LZ4's stream leaves it open if its last block cannot be written.
   */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
