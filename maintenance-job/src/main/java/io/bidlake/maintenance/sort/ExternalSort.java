package io.bidlake.maintenance.sort;

import io.bidlake.maintenance.sort.keys.KeyBytes;
import io.bidlake.maintenance.sort.keys.SortKeys;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;

/**
 * Sorts any number of rows within a bounded amount of heap: sorted runs are spilled to local disk
 * when the memory is full, and merged when read. Rows that fit into the memory are never written to
 * disk.
 *
 * <p>The order of rows with equal keys is undefined. While a row is added, it takes about two and a
 * half times its size in memory; only a row too large for that exceeds the limit. Not thread-safe.
 * If the thread is interrupted, the sort soon throws an {@link UncheckedIOException}.
 *
 * <p>Flink's {@code BinaryExternalSorter} is not used: it takes 1.3 times the CPU time with
 * spilling and twice as much without, fails on rows larger than its memory, and writes files
 * without checksums.
 */
public final class ExternalSort implements Closeable {

  /** Minimum memory for sorting, in bytes. */
  public static final long LEAST_MEMORY_BYTES = 1 << 20;

  private final SortKeys keys;
  private final RowType type;
  private final SpilledRuns runs;
  private final long memoryBytes;
  private RecordBuffer buffer;
  private RowDataSerializer serializer;
  private KeyBytes key;
  private long rows;
  private boolean isRead;
  private boolean isClosed;

  /**
   * Creates a sort without rows.
   *
   * @param keys keys to sort by
   * @param type columns of the rows
   * @param memoryBytes maximum heap for the sort, at least {@link #LEAST_MEMORY_BYTES}
   * @param spillFolder local folder for spilled files; created when it is needed
   */
  public ExternalSort(SortKeys keys, RowType type, long memoryBytes, Path spillFolder) {
    this(keys, type, memoryBytes, spillFolder, Files::newOutputStream);
  }

  ExternalSort(
      SortKeys keys, RowType type, long memoryBytes, Path spillFolder, SpilledRuns.Output output) {
    if (memoryBytes < LEAST_MEMORY_BYTES) {
      throw new IllegalArgumentException(
          "memoryBytes: expected at least " + LEAST_MEMORY_BYTES + ", got " + memoryBytes);
    }
    this.keys = keys;
    this.type = type;
    this.runs = new SpilledRuns(spillFolder, output);
    this.memoryBytes = memoryBytes;
    this.buffer = new RecordBuffer(memoryBytes);
    forgetLargeRows();
  }

  /** Replaces the encoders, which keep arrays of the size of the largest row. */
  private void forgetLargeRows() {
    serializer = new RowDataSerializer(type);
    key = new KeyBytes();
  }

  /** Adds a copy of a row. */
  public void add(RowData row) {
    if (isClosed || isRead) {
      throw new IllegalStateException("sort: expected no row once it is read or closed, got one");
    }
    checkInterruption();
    BinaryRowData encoded = serializer.toBinaryRow(row);
    keys.write(row, key);
    int size = RecordLayout.sizeOf(key, encoded);
    if (buffer.isFull() || isTooMuch(size)) {
      spill();
    }
    buffer.add(key, encoded);
    rows++;
    if (size > buffer.pageBytes()) {
      forgetLargeRows();
      if (isTooMuch(0)) {
        spill();
      }
    }
  }

  /**
   * Returns whether the memory is too small for another record: for the buffer, for the encoder,
   * which also holds the record (Flink's serializer grows by halves), and for writing the buffer.
   */
  private boolean isTooMuch(int size) {
    long encoder = 2L * Math.max(size, buffer.pageBytes());
    return buffer.heldBytesWith(size) + encoder + SpilledRuns.WRITER_BYTES > memoryBytes;
  }

  private void spill() {
    if (!buffer.isEmpty()) {
      runs.write(buffer.sorted());
      buffer.clear();
    }
  }

  /**
   * Returns the rows in sort order; no more rows can be added. A row is valid until the next one is
   * read.
   */
  public Iterator<RowData> sorted() {
    if (isClosed || isRead) {
      throw new IllegalStateException("sort: expected to be read once, got it again or closed");
    }
    isRead = true;
    serializer = null;
    if (runs.isEmpty()) {
      return iterator(buffer.sorted());
    }
    spill();
    buffer = null;
    try {
      return iterator(runs.merge(memoryBytes));
    } catch (IOException e) {
      throw new UncheckedIOException("sort: expected to merge sorted rows, got " + e, e);
    }
  }

  private Iterator<RowData> iterator(RecordCursor sorted) {
    BinaryRowData row = new BinaryRowData(type.getFieldCount());
    return new Iterator<>() {
      private long left = rows;

      @Override
      public boolean hasNext() {
        return left > 0 && !isClosed;
      }

      @Override
      public RowData next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        checkInterruption();
        try {
          if (!sorted.advance()) {
            throw new EOFException(left + " rows fewer than were added");
          }
        } catch (IOException e) {
          throw new UncheckedIOException("sort: expected to read sorted rows, got " + e, e);
        }
        left--;
        byte[] bytes = sorted.bytes;
        int record = sorted.record;
        row.pointTo(
            MemorySegmentFactory.wrap(bytes),
            record + RecordLayout.HEADER + RecordLayout.keySize(bytes, record),
            RecordLayout.rowSize(bytes, record));
        return row;
      }
    };
  }

  /** Throws if the thread is interrupted; leaves its interrupt status set. */
  static void checkInterruption() {
    if (Thread.currentThread().isInterrupted()) {
      throw new UncheckedIOException(
          new InterruptedIOException("sort: expected to finish, was interrupted"));
    }
  }

  /** Deletes the files and releases the memory. */
  @Override
  public void close() throws IOException {
    isClosed = true;
    buffer = null;
    runs.close();
  }
}
