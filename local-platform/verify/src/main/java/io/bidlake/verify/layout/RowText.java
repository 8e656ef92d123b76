package io.bidlake.verify.layout;

import io.bidlake.verify.base.Micros;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.iceberg.util.ByteBuffers;

/**
 * A row as text, which can be kept, unlike the reused array. Rows with equal values have equal
 * texts.
 *
 * @param id the id of the row
 * @param columns the text of each column
 */
public record RowText(String id, List<String> columns) {

  public static RowText of(Layout table, Object[] row) {
    List<String> columns = new ArrayList<>(row.length);
    for (int i = 0; i < row.length; i++) {
      columns.add(text(table.isTime(i), row[i]));
    }
    return new RowText(table.idOf(row), columns);
  }

  private static String text(boolean isTime, Object value) {
    if (Fingerprint.isNothing(value)) {
      return "null";
    }
    if (value instanceof ByteBuffer buffer) {
      return "0x" + HexFormat.of().formatHex(ByteBuffers.toByteArray(buffer));
    }
    if (isTime && value instanceof Long micros) {
      return Micros.instant(micros).toString();
    }
    return value instanceof CharSequence ? "'" + value + "'" : value.toString();
  }
}
