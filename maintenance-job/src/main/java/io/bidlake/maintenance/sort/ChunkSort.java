package io.bidlake.maintenance.sort;

/**
 * Sorts records by their keys, eight bytes at a time: a quicksort in three parts by the first eight
 * bytes, which lie side by side in an array; those that have them equal get their next eight bytes
 * into the array and are sorted by these. So a key is looked at once per eight bytes and not once
 * per comparison, and the many rows of one key are not compared at all.
 */
final class ChunkSort {

  private static final int FEW = 12;

  private final RecordPages pages;
  private final long[] chunks;
  private final long[] addresses;
  private long random = 0x9E3779B97F4A7C15L;

  /**
   * @param chunks the first eight bytes of each key; of no use after the sort
   * @param addresses where the records are; in the order of their keys after the sort
   */
  ChunkSort(RecordPages pages, long[] chunks, long[] addresses) {
    this.pages = pages;
    this.chunks = chunks;
    this.addresses = addresses;
  }

  void sort(int size) {
    sort(0, size, 0);
  }

  private void sort(int first, int last, int firstDepth) {
    int from = first;
    int to = last;
    int depth = firstDepth;
    while (to - from > FEW) {
      long pivot = pivot(from, to);
      int less = from;
      int more = to;
      for (int i = from; i < more; ) {
        long chunk = chunks[i];
        if (chunk < pivot) {
          swap(i++, less++);
        } else if (chunk > pivot) {
          swap(i, --more);
        } else {
          i++;
        }
      }
      // The stack stays low: only parts of at most half the size are sorted by a call.
      if (less - from > more - less && less - from > to - more) {
        sortEqual(less, more, depth);
        sort(more, to, depth);
        to = less;
      } else if (to - more > more - less) {
        sort(from, less, depth);
        sortEqual(less, more, depth);
        from = more;
      } else {
        sort(from, less, depth);
        sort(more, to, depth);
        from = less;
        to = more;
        depth += Long.BYTES;
        if (!loadChunks(from, to, depth)) {
          return;
        }
      }
    }
    sortFew(from, to, depth);
  }

  private void sortEqual(int from, int to, int depth) {
    if (to - from > 1 && loadChunks(from, to, depth + Long.BYTES)) {
      sort(from, to, depth + Long.BYTES);
    }
  }

  /**
   * Loads the next bytes of keys that are equal up to them. False if there are none: as no key is
   * the beginning of another, all these keys end together.
   */
  private boolean loadChunks(int from, int to, int depth) {
    if (keySize(addresses[from]) <= depth) {
      return false;
    }
    for (int i = from; i < to; i++) {
      chunks[i] = chunk(addresses[i], depth);
    }
    return true;
  }

  private void sortFew(int from, int to, int depth) {
    for (int i = from + 1; i < to; i++) {
      long chunk = chunks[i];
      long address = addresses[i];
      int at = i;
      while (at > from && compare(chunks[at - 1], addresses[at - 1], chunk, address, depth) > 0) {
        chunks[at] = chunks[at - 1];
        addresses[at] = addresses[at - 1];
        at--;
      }
      chunks[at] = chunk;
      addresses[at] = address;
    }
  }

  private int compare(long leftChunk, long left, long rightChunk, long right, int depth) {
    if (leftChunk != rightChunk) {
      return leftChunk < rightChunk ? -1 : 1;
    }
    return RecordLayout.compareKeys(
        pages.page(left).getHeapMemory(),
        RecordPages.offset(left),
        pages.page(right).getHeapMemory(),
        RecordPages.offset(right),
        depth + Long.BYTES);
  }

  private int keySize(long address) {
    return RecordLayout.keySize(pages.page(address).getHeapMemory(), RecordPages.offset(address));
  }

  private long chunk(long address, int depth) {
    return RecordLayout.keyChunk(
        pages.page(address).getHeapMemory(), RecordPages.offset(address), depth);
  }

  /** The middle one of three that nobody can foresee: no order of rows makes the sort slow. */
  private long pivot(int from, int to) {
    long a = chunks[anyOf(from, to)];
    long b = chunks[anyOf(from, to)];
    long c = chunks[anyOf(from, to)];
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private int anyOf(int from, int to) {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return from + (int) ((random >>> 1) % (to - from));
  }

  private void swap(int i, int j) {
    long chunk = chunks[i];
    chunks[i] = chunks[j];
    chunks[j] = chunk;
    long address = addresses[i];
    addresses[i] = addresses[j];
    addresses[j] = address;
  }
}
