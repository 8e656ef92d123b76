package io.bidlake.maintenance.sort;

import java.util.NoSuchElementException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.iceberg.io.CloseableIterator;

/** The rows of a sorted buffer; all are the same object. */
final class BufferedRows implements CloseableIterator<RowData> {

  private final RecordBuffer sorted;
  private final BinaryRowData row;
  private int next;

  BufferedRows(RecordBuffer sorted, int fields) {
    this.sorted = sorted;
    this.row = new BinaryRowData(fields);
  }

  @Override
  public boolean hasNext() {
    return next < sorted.size();
  }

  @Override
  public RowData next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Interruption.check();
    sorted.pointTo(next++, row);
    return row;
  }

  @Override
  public void close() {
    next = sorted.size();
  }
}
