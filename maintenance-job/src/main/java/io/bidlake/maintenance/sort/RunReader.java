package io.bidlake.maintenance.sort;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/** Reads the records of a run one after the other; each overwrites the previous one. */
final class RunReader extends RecordCursor implements Closeable {

  /**
   * Heap in bytes that a reader takes in addition to the record: a block, and the same compressed.
   */
  static final long HEAP_BYTES = 136 << 10;

  private final SpilledRuns.Run run;
  private final InputStream file;
  private DataInputStream records;
  private long rowsLeft;

  RunReader(SpilledRuns.Run run) throws IOException {
    this.run = run;
    this.rowsLeft = run.rows();
    this.bytes = new byte[run.largestRecord()];
    this.file = Files.newInputStream(run.file());
  }

  @Override
  boolean advance() throws IOException {
    if (rowsLeft == 0) {
      return false;
    }
    try {
      if (records == null) {
        records = new DataInputStream(RunCompression.decompress(file));
      }
      records.readFully(bytes, 0, RecordLayout.HEADER);
      records.readFully(
          bytes, RecordLayout.HEADER, RecordLayout.size(bytes, 0) - RecordLayout.HEADER);
    } catch (EOFException e) {
      throw new IOException(
          "%s: expected %d rows, it ends %d before".formatted(run.file(), run.rows(), rowsLeft), e);
    }
    rowsLeft--;
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
