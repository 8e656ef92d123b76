package io.bidlake.maintenance.sort.keys;

import org.apache.flink.table.data.RowData;

/** Keys to look at. */
public final class KeyArrays {

  private KeyArrays() {}

  /** The key of a row, in an array of its own. */
  public static byte[] keyOf(SortKeys keys, RowData row) {
    KeyBytes key = new KeyBytes();
    keys.write(row, key);
    byte[] bytes = new byte[key.size()];
    key.copyTo(bytes, 0);
    return bytes;
  }
}
