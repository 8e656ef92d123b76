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
 * Sorts any number of rows within a bounded amount of heap: sorted runs go to local disk when the
 * memory is full, and are merged when read. What fits into the memory is never written to disk.
 *
 * <p>Rows of equal keys come in any order. While a row is added it is in memory about two and a
 * half times: only a row too large for that takes more than allowed. For one thread, which stops
 * with an {@link UncheckedIOException} soon after it is interrupted.
 *
 * <p>Not Flink's {@code BinaryExternalSorter}: it takes 1.3 times the CPU with files and twice as
 * much without, fails at rows larger than its memory, and its files have no checksums.
 */
public final class ExternalSort implements Closeable {

  /** The least memory to sort with. */
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

  /** The arrays that large rows leave in what encodes rows are memory for smaller ones. */
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
   * Whether the memory would not hold another record, which is in the serializer too while it is
   * added (Flink's grows by halves), and what it takes to write the buffer then.
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
   * The rows in their order; no more can be added. A row holds only until the next one is asked
   * for.
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
            throw new EOFException(left + " rows less than were added");
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

  /** Throws if nobody waits for the work any more; the thread stays interrupted for its caller. */
  static void checkInterruption() {
    if (Thread.currentThread().isInterrupted()) {
      throw new UncheckedIOException(
          new InterruptedIOException("sort: expected to come to its end, was interrupted"));
    }
  }

  /** Removes the files and gives the memory back. */
  @Override
  public void close() throws IOException {
    isClosed = true;
    buffer = null;
    runs.close();
  }
}
