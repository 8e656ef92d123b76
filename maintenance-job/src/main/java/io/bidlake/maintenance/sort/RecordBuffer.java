package io.bidlake.maintenance.sort;

import io.bidlake.maintenance.sort.keys.KeyBytes;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.operators.sort.IndexedSortable;
import org.apache.flink.runtime.operators.sort.QuickSort;
import org.apache.flink.table.data.binary.BinaryRowData;

/**
 * The records in memory: pages with the records, and an index with the address and eight key bytes
 * of each.
 */
final class RecordBuffer {

  /** Small enough not to be a humongous object for G1, whatever the size of the heap. */
  private static final int LARGEST_PAGE = 256 << 10;

  private static final int PARTS_OF_INDEX = 8;
  private static final int PARTS_OF_PAGE = 64;

  private final int pageBytes;
  private final long[] chunks;
  private final long[] addresses;
  private final List<byte[]> pages = new ArrayList<>();
  private byte[] page = new byte[0];
  private int position;
  private int size;
  private long heldBytes;

  /**
   * @param memoryBytes maximum heap for the records in bytes, one eighth of it for the index
   */
  RecordBuffer(long memoryBytes) {
    pageBytes = (int) Math.min(memoryBytes / PARTS_OF_PAGE, LARGEST_PAGE);
    int most = (int) Math.min(memoryBytes / PARTS_OF_INDEX / (2 * Long.BYTES), 1 << 28);
    chunks = new long[most];
    addresses = new long[most];
    clear();
  }

  /** Returns the heap in bytes that would be used with one more record of this size. */
  long heldBytesWith(int recordBytes) {
    return heldBytes + (fits(recordBytes) ? 0 : Math.max(pageBytes, recordBytes));
  }

  private boolean fits(int recordBytes) {
    return position + recordBytes <= page.length;
  }

  /** Returns the size in bytes of a page; a larger record has a page of its own. */
  int pageBytes() {
    return pageBytes;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Returns whether the index is full. */
  boolean isFull() {
    return size == addresses.length;
  }

  void add(KeyBytes key, BinaryRowData row) {
    int recordBytes = RecordLayout.sizeOf(key, row);
    if (!fits(recordBytes)) {
      page = new byte[Math.max(pageBytes, recordBytes)];
      pages.add(page);
      position = 0;
      heldBytes += page.length;
    }
    RecordLayout.write(key, row, page, position);
    addresses[size++] = ((long) (pages.size() - 1) << Integer.SIZE) | position;
    position += recordBytes;
  }

  /** Removes all records and releases their pages. */
  void clear() {
    pages.clear();
    page = new byte[0];
    position = 0;
    size = 0;
    heldBytes = 2L * Long.BYTES * addresses.length;
  }

  private byte[] page(int i) {
    return pages.get((int) (addresses[i] >>> Integer.SIZE));
  }

  private int record(int i) {
    return (int) addresses[i];
  }

  /** Sorts the records and returns a cursor over them. */
  RecordCursor sorted() {
    new ChunkSort().sort(0, size, 0);
    return new RecordCursor() {
      private int next;

      @Override
      boolean advance() {
        if (next == size) {
          return false;
        }
        bytes = page(next);
        record = record(next);
        next++;
        return true;
      }
    };
  }

  /**
   * Sorts by eight bytes of the keys, which are in one array, with Flink's quicksort; records with
   * equal bytes are then sorted by the next eight bytes. This reads a key once per eight bytes
   * instead of once per comparison, and does not compare the many rows with the same key.
   */
  private final class ChunkSort implements IndexedSortable {

    /** Depth in bytes from which whole keys are compared, which bounds the recursion. */
    private static final int DEEP = 64;

    private final QuickSort quickSort = new QuickSort();
    private int depth;

    /** Sorts records whose keys are equal in the first bytes. */
    void sort(int from, int to, int bytes) {
      // As no key is a prefix of another, keys that are equal so far have the same length here.
      if (to - from < 2 || RecordLayout.keySize(page(from), record(from)) <= bytes) {
        return;
      }
      depth = bytes;
      for (int i = from; i < to; i++) {
        chunks[i] = RecordLayout.keyChunk(page(i), record(i), bytes);
      }
      quickSort.sort(this, from, to);
      int first = from;
      for (int i = from + 1; i <= to && bytes < DEEP; i++) {
        if (i == to || chunks[i] != chunks[first]) {
          sort(first, i, bytes + Long.BYTES);
          first = i;
        }
      }
    }

    @Override
    public int compare(int i, int j) {
      int compared = Long.compare(chunks[i], chunks[j]);
      return compared != 0 || depth < DEEP
          ? compared
          : RecordLayout.compareKeys(page(i), record(i), page(j), record(j), depth);
    }

    @Override
    public void swap(int i, int j) {
      swap(chunks, i, j);
      swap(addresses, i, j);
    }

    private static void swap(long[] values, int i, int j) {
      long value = values[i];
      values[i] = values[j];
      values[j] = value;
    }

    @Override
    public int size() {
      return size;
    }

    // All records are in one segment, so that the offset of a record is its index.

    @Override
    public int recordSize() {
      return 1;
    }

    @Override
    public int recordsPerSegment() {
      return Integer.MAX_VALUE;
    }

    @Override
    public int compare(int segmentI, int i, int segmentJ, int j) {
      return compare(i, j);
    }

    @Override
    public void swap(int segmentI, int i, int segmentJ, int j) {
      swap(i, j);
    }
  }
}
