package io.bidlake.maintenance.sort;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.binary.BinaryRowData;

/** Reads the records of a run one after the other, each into the place of the one before it. */
final class RunReader implements Closeable {

  /** Bytes of the heap that a reader takes beside the record: a block, and the same compressed. */
  static final long HEAP_BYTES = 136 << 10;

  private final Run run;
  private final InputStream file;
  private final InputStream decompressed;
  private final byte[] record;
  private final MemorySegment segment;
  private long rowsLeft;
  private long chunk;

  RunReader(Run run) throws IOException {
    this.run = run;
    this.rowsLeft = run.rows();
    this.record = new byte[run.largestRecord()];
    this.segment = MemorySegmentFactory.wrap(record);
    this.file = Files.newInputStream(run.file());
    try {
      this.decompressed = RunCompression.decompress(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Goes to the next record; false if there is none. */
  boolean advance() throws IOException {
    if (rowsLeft == 0) {
      return false;
    }
    rowsLeft--;
    readFully(0, RecordLayout.HEADER);
    int size =
        RecordLayout.sizeOf(RecordLayout.keySize(record, 0), RecordLayout.rowSize(record, 0));
    readFully(RecordLayout.HEADER, size - RecordLayout.HEADER);
    chunk = RecordLayout.keyChunk(record, 0, 0);
    return true;
  }

  private void readFully(int start, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int read = decompressed.read(record, start + done, length - done);
      if (read < 0) {
        throw new EOFException(
            run.file()
                + ": expected "
                + run.rows()
                + " rows, it ends "
                + (rowsLeft + 1)
                + " before");
      }
      done += read;
    }
  }

  /** Whether the record's key is before the one of another reader's record. */
  boolean isBefore(RunReader other) {
    if (chunk != other.chunk) {
      return chunk < other.chunk;
    }
    return RecordLayout.compareKeys(record, 0, other.record, 0, Long.BYTES) < 0;
  }

  void pointTo(BinaryRowData row) {
    RecordLayout.pointTo(record, 0, segment, row);
  }

  void writeTo(RunWriter target) throws IOException {
    target.write(record, 0);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
