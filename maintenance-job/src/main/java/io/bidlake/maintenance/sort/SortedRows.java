package io.bidlake.maintenance.sort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.iceberg.io.CloseableIterator;

/** The sorted rows: one object that is filled anew for each row. */
abstract class SortedRows implements CloseableIterator<RowData> {

  private final BinaryRowData row;
  private long rowsLeft;

  private SortedRows(long rows, int fields) {
    this.rowsLeft = rows;
    this.row = new BinaryRowData(fields);
  }

  /** Lets the row show the next one. */
  abstract void pointToNext(BinaryRowData next) throws IOException;

  /** The rows of a sorted buffer. */
  static SortedRows of(RecordBuffer sorted, int fields) {
    return new SortedRows(sorted.size(), fields) {
      private int position;

      @Override
      void pointToNext(BinaryRowData next) {
        sorted.pointTo(position++, next);
      }
    };
  }

  /** The rows of a merge, which ends with them. */
  static SortedRows of(RunMerge merge, long rows, int fields) {
    return new SortedRows(rows, fields) {
      @Override
      void pointToNext(BinaryRowData next) throws IOException {
        merge.advance();
        merge.current().pointTo(next);
      }

      @Override
      public void close() throws IOException {
        super.close();
        merge.close();
      }
    };
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
      pointToNext(row);
    } catch (IOException e) {
      throw new UncheckedIOException("sort: expected to read sorted rows, got " + e, e);
    }
    rowsLeft--;
    return row;
  }

  @Override
  public void close() throws IOException {
    rowsLeft = 0;
  }
}
