package io.bidlake.maintenance.sort;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;

/**
 * Records in arrays, one behind the other. Few large arrays instead of one per row: they cost the
 * garbage collector nothing, and what they take of the heap is known.
 */
final class RecordPages {

  /** Small enough to be no humongous object of G1 even in a small heap. */
  static final int PAGE_BYTES = 64 << 10;

  /** A record larger than this gets a page of its own, of its size. */
  private static final int SHARES_A_PAGE = PAGE_BYTES / 4;

  /** Of a page: the header of its array, the segment around it, its place in the lists. */
  private static final int OVERHEAD = 128;

  private final List<MemorySegment> pages = new ArrayList<>();
  private final List<MemorySegment> spares = new ArrayList<>();
  private int current = -1;
  private int position = PAGE_BYTES;
  private long heldBytes;

  /** By how much the held bytes grow when a record of that size is added. */
  long growthFor(int size) {
    if (size > SHARES_A_PAGE) {
      return (long) size + OVERHEAD;
    }
    return size <= PAGE_BYTES - position || !spares.isEmpty() ? 0 : PAGE_BYTES + OVERHEAD;
  }

  /** Adds a record and says where it is. */
  long add(RecordEncoder record) {
    int size = record.size();
    if (size > SHARES_A_PAGE) {
      pages.add(allocate(size));
      record.writeTo(pages.get(pages.size() - 1).getHeapMemory(), 0);
      return address(pages.size() - 1, 0);
    }
    if (size > PAGE_BYTES - position) {
      boolean hasSpare = !spares.isEmpty();
      pages.add(hasSpare ? spares.remove(spares.size() - 1) : allocate(PAGE_BYTES));
      current = pages.size() - 1;
      position = 0;
    }
    int start = position;
    position += size;
    record.writeTo(pages.get(current).getHeapMemory(), start);
    return address(current, start);
  }

  private MemorySegment allocate(int size) {
    MemorySegment page = MemorySegmentFactory.wrap(new byte[size]);
    heldBytes += (long) size + OVERHEAD;
    return page;
  }

  private static long address(int page, int offset) {
    return ((long) page << Integer.SIZE) | offset;
  }

  /** The page of a record. */
  MemorySegment page(long address) {
    return pages.get((int) (address >>> Integer.SIZE));
  }

  /** Where in its page a record begins. */
  static int offset(long address) {
    return (int) address;
  }

  long heldBytes() {
    return heldBytes;
  }

  /** Forgets all records, but keeps pages to write others to. */
  void clear() {
    for (MemorySegment page : pages) {
      if (page.size() == PAGE_BYTES) {
        spares.add(page);
      } else {
        heldBytes -= (long) page.size() + OVERHEAD;
      }
    }
    pages.clear();
    current = -1;
    position = PAGE_BYTES;
  }

  /** Forgets all records and gives the memory back. */
  void release() {
    clear();
    spares.clear();
    heldBytes = 0;
  }
}
