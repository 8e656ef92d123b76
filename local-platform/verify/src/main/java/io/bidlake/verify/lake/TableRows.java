package io.bidlake.verify.lake;

import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/** Reads the current rows of one table, with deletes applied. */
public final class TableRows {

  private final PinnedTable table;

  public TableRows(Layout layout, Table table) {
    this.table = PinnedTable.of(layout, table);
  }

  /** Passes on every row. A column that the table does not have is null. */
  public void read(RowConsumer rows) {
    FileRows reader = new FileRows(table);
    try (CloseableIterable<FileScanTask> pieces = table.pieces(Expressions.alwaysTrue())) {
      pieces.forEach(piece -> reader.read(piece, rows));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
