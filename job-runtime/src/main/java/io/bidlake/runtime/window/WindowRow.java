package io.bidlake.runtime.window;

import io.bidlake.runtime.RowBuilder;
import java.io.Serializable;
import org.apache.flink.table.data.RowData;

/** Makes the row that shows a window's totals. */
@FunctionalInterface
public interface WindowRow extends Serializable {

  /**
   * Fills a row.
   *
   * @param start begin of the window, in ms
   * @param end end of the window, in ms, exclusive
   */
  RowData fill(RowBuilder row, long start, long end, String key, Totals totals);
}
