package io.bidlake.maintenance.sort;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.binary.BinaryRowData;

/** The records that are in memory. */
final class RecordBuffer {

  private final RecordPages pages = new RecordPages();
  private final RecordIndex index = new RecordIndex();

  /** Bytes of the heap that are in use while a record of that size is added. */
  long heldBytesWith(int size) {
    return heldBytes() + pages.growthFor(size) + index.growthForNext();
  }

  long heldBytes() {
    return pages.heldBytes() + index.heldBytes();
  }

  void add(RecordEncoder record) {
    long address = pages.add(record);
    byte[] page = pages.page(address).getHeapMemory();
    index.add(RecordLayout.keyChunk(page, RecordPages.offset(address), 0), address);
  }

  int size() {
    return index.size();
  }

  boolean isEmpty() {
    return index.size() == 0;
  }

  void sort() {
    index.sort(pages);
  }

  /** Lets a row show the one at a place. */
  void pointTo(int i, BinaryRowData row) {
    long address = index.address(i);
    MemorySegment page = pages.page(address);
    RecordLayout.pointTo(page.getHeapMemory(), RecordPages.offset(address), page, row);
  }

  void writeTo(RunWriter run) throws IOException {
    for (int i = 0; i < index.size(); i++) {
      long address = index.address(i);
      run.write(pages.page(address).getHeapMemory(), RecordPages.offset(address));
    }
  }

  /** Forgets the records, but keeps the memory for others. */
  void clear() {
    pages.clear();
    index.clear();
  }

  /** Forgets the records and gives the memory back. */
  void release() {
    pages.release();
    index.release();
  }

  /** The records in their order: of each where it is, and eight bytes of its key. */
  private static final class RecordIndex {

    private static final int FIRST_CAPACITY = 1024;
    private static final int ENTRY_BYTES = 2 * Long.BYTES;

    private long[] chunks = new long[FIRST_CAPACITY];
    private long[] addresses = new long[FIRST_CAPACITY];
    private int size;

    int size() {
      return size;
    }

    long address(int i) {
      return addresses[i];
    }

    /** How much more heap the next entry needs while it is added: growing needs both arrays. */
    long growthForNext() {
      return size < addresses.length ? 0 : (long) grownCapacity() * ENTRY_BYTES;
    }

    void add(long chunk, long address) {
      if (size == addresses.length) {
        int capacity = grownCapacity();
        chunks = Arrays.copyOf(chunks, capacity);
        addresses = Arrays.copyOf(addresses, capacity);
      }
      chunks[size] = chunk;
      addresses[size] = address;
      size++;
    }

    private int grownCapacity() {
      return Math.addExact(addresses.length, addresses.length / 2);
    }

    long heldBytes() {
      return (long) addresses.length * ENTRY_BYTES;
    }

    /** Sorts the entries by the keys of their records. */
    void sort(RecordPages pages) {
      new ChunkSort(pages, chunks, addresses).sort(size);
    }

    /** Forgets the entries, but keeps their arrays. */
    void clear() {
      size = 0;
    }

    /** Forgets the entries and gives the memory back. */
    void release() {
      size = 0;
      chunks = new long[FIRST_CAPACITY];
      addresses = new long[FIRST_CAPACITY];
    }
  }
}
