package io.bidlake.maintenance.sort;

import java.util.Arrays;

/** The records in their order: of each where it is, and eight bytes of its key. */
final class RecordIndex {

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
