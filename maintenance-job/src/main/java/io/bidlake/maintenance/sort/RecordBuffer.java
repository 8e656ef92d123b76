package io.bidlake.maintenance.sort;

import java.io.IOException;
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
}
