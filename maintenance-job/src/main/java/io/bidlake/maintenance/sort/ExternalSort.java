package io.bidlake.maintenance.sort;

import io.bidlake.maintenance.sort.keys.SortKeys;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.io.CloseableIterator;

/**
 * Sorts any number of rows within a bounded amount of heap: sorted runs go to local disk when the
 * memory is full, and are merged when read. What fits into the memory is never written to disk.
 *
 * <p>Rows of equal keys come in any order. While a row is added it is in memory about two and a
 * half times: only a row too large for that takes more than allowed. For one thread, which stops
 * with an {@link UncheckedIOException} soon after it is interrupted.
 */
public final class ExternalSort implements Closeable {

  /** The least memory to sort with. */
  public static final long LEAST_MEMORY_BYTES = 1 << 20;

  /** A row larger than this part of the memory must not leave its traces in the encoder. */
  private static final int LARGE_ROW = 16;

  private final RecordEncoder encoder;
  private final RecordBuffer buffer = new RecordBuffer();
  private final SpilledRuns runs;
  private final int fields;
  private final long memoryBytes;
  private CloseableIterator<RowData> sorted;
  private boolean isClosed;
  private long peakBytes;

  /**
   * A sort without rows.
   *
   * @param keys what to sort by
   * @param type columns of the rows
   * @param memoryBytes heap that the sort may take, at least {@link #LEAST_MEMORY_BYTES}
   * @param spillFolder local folder for files; made when the first one is
   */
  public ExternalSort(SortKeys keys, RowType type, long memoryBytes, Path spillFolder) {
    this(keys, type, memoryBytes, spillFolder, Files::newOutputStream);
  }

  ExternalSort(SortKeys keys, RowType type, long memoryBytes, Path spillFolder, Run.Output output) {
    if (memoryBytes < LEAST_MEMORY_BYTES) {
      throw new IllegalArgumentException(
          "memoryBytes: expected at least " + LEAST_MEMORY_BYTES + ", got " + memoryBytes);
    }
    this.encoder = new RecordEncoder(keys, type);
    this.runs = new SpilledRuns(spillFolder, output);
    this.fields = type.getFieldCount();
    this.memoryBytes = memoryBytes;
  }

  /** Adds a copy of a row. */
  public void add(RowData row) {
    if (isClosed || sorted != null) {
      throw new IllegalStateException("sort: expected no row once it is read or closed, got one");
    }
    Interruption.check();
    encoder.encode(row);
    int size = encoder.size();
    if (heldBytesWith(size) > memoryBytes) {
      makeRoomFor(size);
    }
    peakBytes = Math.max(peakBytes, heldBytesWith(size));
    buffer.add(encoder);
    if (size > memoryBytes / LARGE_ROW) {
      encoder.shrink();
    }
    if (buffer.heldBytes() > memoryBytes) {
      spill();
    }
  }

  private void makeRoomFor(int size) {
    spill();
    if (heldBytesWith(size) > memoryBytes) {
      buffer.release();
    }
  }

  /** With the writer's part, so that the memory is never too full for the buffer to be written. */
  private long heldBytesWith(int size) {
    return buffer.heldBytesWith(size) + encoder.heldBytes() + RunWriter.HEAP_BYTES;
  }

  private void spill() {
    if (buffer.isEmpty()) {
      return;
    }
    buffer.sort();
    runs.add(buffer);
    buffer.clear();
  }

  /**
   * The rows in their order; no more can be added. A row holds only until the next one is asked
   * for. Closing the iterator is allowed, closing the sort is enough.
   */
  public CloseableIterator<RowData> sorted() {
    if (isClosed || sorted != null) {
      throw new IllegalStateException("sort: expected to be read once, got it again or closed");
    }
    encoder.shrink();
    if (runs.isEmpty()) {
      buffer.sort();
      sorted = SortedRows.of(buffer, fields);
    } else {
      sorted = merged();
    }
    return sorted;
  }

  private CloseableIterator<RowData> merged() {
    spill();
    buffer.release();
    long rows = runs.rows();
    try {
      RunMerge merge = runs.merge(memoryBytes);
      peakBytes = Math.max(peakBytes, runs.mergeBytes());
      return SortedRows.of(merge, rows, fields);
    } catch (IOException e) {
      throw new UncheckedIOException("sort: expected to merge sorted rows, got " + e, e);
    }
  }

  /** Bytes written to disk so far; those of rows that were merged in several steps count anew. */
  public long spilledBytes() {
    return runs.writtenBytes();
  }

  /** The most heap that was in use so far, as this keeps count of it. */
  long peakBytes() {
    return peakBytes;
  }

  /** Removes the files and gives the memory back. */
  @Override
  public void close() throws IOException {
    isClosed = true;
    buffer.release();
    try {
      if (sorted != null) {
        sorted.close();
      }
    } finally {
      runs.close();
    }
  }
}
