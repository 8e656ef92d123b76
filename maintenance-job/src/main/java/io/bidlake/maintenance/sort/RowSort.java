package io.bidlake.maintenance.sort;

import com.google.common.collect.AbstractIterator;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.runtime.io.disk.iomanager.IOManager;
import org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync;
import org.apache.flink.runtime.memory.MemoryManager;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.table.runtime.generated.NormalizedKeyComputer;
import org.apache.flink.table.runtime.generated.RecordComparator;
import org.apache.flink.table.runtime.operators.sort.BinaryExternalSorter;
import org.apache.flink.table.runtime.operators.sort.SortUtil;
import org.apache.flink.table.runtime.typeutils.BinaryRowDataSerializer;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.util.MutableObjectIterator;

/**
 * Sorts any number of rows with a bounded amount of memory, which is not part of the heap, with the
 * sorter of Flink's SQL. A row is sorted by its key, which follows its columns as a further one; a
 * reader of the columns does not see it.
 *
 * <p>The order of rows with equal keys is undefined. A row must fit in the memory. Not thread-safe.
 */
public final class RowSort implements Closeable {

  private static final int MOST_FILES_AT_ONCE = 128;
  private static final int COMPRESSED_BLOCK_BYTES = 64 << 10;

  private final SortKeys keys;
  private final JoinedRowData rowWithKey = new JoinedRowData();
  private final BinaryRowDataSerializer serializer;
  private final IOManager files;
  private final BinaryExternalSorter sorter;

  /**
   * @param keys keys to sort by
   * @param type columns of the rows
   * @param memoryBytes memory for the sort, at least 1 MB
   * @param spillFolder local folder for rows that do not fit in the memory
   */
  public RowSort(SortKeys keys, RowType type, long memoryBytes, Path spillFolder)
      throws IOException {
    this.keys = keys;
    List<LogicalType> columns = new ArrayList<>(type.getChildren());
    columns.add(new VarCharType(VarCharType.MAX_LENGTH));
    this.serializer = new BinaryRowDataSerializer(columns.size());
    this.files = new IOManagerAsync(Files.createDirectories(spillFolder).toString());
    int key = columns.size() - 1;
    this.sorter =
        new BinaryExternalSorter(
            this,
            MemoryManager.create(memoryBytes, MemoryManager.DEFAULT_PAGE_SIZE),
            memoryBytes,
            files,
            new RowDataSerializer(columns.toArray(LogicalType[]::new)),
            serializer,
            new KeyStart(key),
            new WholeKey(key),
            MOST_FILES_AT_ONCE,
            true,
            COMPRESSED_BLOCK_BYTES,
            false);
    sorter.startThreads();
  }

  /** Adds a copy of a row. */
  public void add(RowData row) throws IOException {
    StringData key = StringData.fromBytes(keys.of(row));
    rowWithKey.replace(row, GenericRowData.of(key)).setRowKind(row.getRowKind());
    sorter.write(rowWithKey);
  }

  /**
   * Returns the rows in sort order; no more rows can be added. A row is valid until the next one is
   * read.
   */
  public Iterator<RowData> sorted() throws IOException {
    try {
      MutableObjectIterator<BinaryRowData> rows = sorter.getIterator();
      BinaryRowData reused = serializer.createInstance();
      return new AbstractIterator<>() {
        @Override
        protected RowData computeNext() {
          try {
            RowData next = rows.next(reused);
            return next == null ? endOfData() : next;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  /** Deletes the files and releases the memory. */
  @Override
  public void close() throws IOException {
    sorter.close();
    try {
      files.close();
    } catch (Exception e) {
      throw new IOException("the files of the sort cannot be deleted", e);
    }
  }

  /**
   * Compares the first bytes of keys, which the sorter keeps beside the addresses of the rows. A
   * number makes equal keys different if they are complete, because the sorter compares the rows
   * otherwise: many have the same key, and are far from each other in the memory.
   */
  private static final class KeyStart implements NormalizedKeyComputer {

    private static final int OF_KEY = 44;
    private static final int BYTES = OF_KEY + Integer.BYTES;

    private final int column;
    private final byte[] swapped = new byte[BYTES];
    private int rows;

    KeyStart(int column) {
      this.column = column;
    }

    @Override
    public void putKey(RowData row, MemorySegment target, int offset) {
      BinaryStringData key = (BinaryStringData) row.getString(column);
      SortUtil.putStringNormalizedKey(key, target, offset, OF_KEY);
      target.putInt(offset + OF_KEY, key.getSizeInBytes() <= OF_KEY ? rows++ : 0);
    }

    @Override
    public int compareKey(MemorySegment left, int leftOffset, MemorySegment right, int offset) {
      return left.compare(right, leftOffset, offset, BYTES);
    }

    @Override
    public void swapKey(MemorySegment left, int leftOffset, MemorySegment right, int offset) {
      left.swapBytes(swapped, right, leftOffset, offset, BYTES);
    }

    @Override
    public int getNumKeyBytes() {
      return BYTES;
    }

    @Override
    public boolean isKeyFullyDetermines() {
      return false;
    }

    @Override
    public boolean invertKey() {
      return false;
    }
  }

  /** Compares whole keys. */
  private record WholeKey(int column) implements RecordComparator {

    @Override
    public int compare(RowData left, RowData right) {
      BinaryStringData a = (BinaryStringData) left.getString(column);
      BinaryStringData b = (BinaryStringData) right.getString(column);
      MemorySegment[] ofA = a.getSegments();
      MemorySegment[] ofB = b.getSegments();
      // Eight bytes at a time, unless a key is on two pages.
      return ofA.length == 1 && ofB.length == 1
          ? ofA[0].compare(
              ofB[0], a.getOffset(), b.getOffset(), a.getSizeInBytes(), b.getSizeInBytes())
          : a.compareTo(b);
    }
  }
}
