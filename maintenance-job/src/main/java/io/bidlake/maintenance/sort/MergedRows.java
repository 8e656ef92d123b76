package io.bidlake.maintenance.sort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.iceberg.io.CloseableIterator;

/** The rows of a merge; all are the same object, and a row is as it was until the next one. */
final class MergedRows implements CloseableIterator<RowData> {

  private final RunMerge merge;
  private final BinaryRowData row;
  private long rowsLeft;

  MergedRows(RunMerge merge, long rows, int fields) {
    this.merge = merge;
    this.rowsLeft = rows;
    this.row = new BinaryRowData(fields);
  }

  @Override
  public boolean hasNext() {
    return rowsLeft > 0;
  }

  @Override
  public RowData next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Interruption.check();
    try {
      merge.advance();
    } catch (IOException e) {
      throw new UncheckedIOException("sort: expected to read sorted rows, got " + e, e);
    }
    merge.current().pointTo(row);
    rowsLeft--;
    return row;
  }

  @Override
  public void close() throws IOException {
    rowsLeft = 0;
    merge.close();
  }
}
