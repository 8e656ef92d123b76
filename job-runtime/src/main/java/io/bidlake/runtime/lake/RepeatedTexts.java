package io.bidlake.runtime.lake;

import io.bidlake.domain.SenderText;
import io.bidlake.model.CountingRules;
import io.bidlake.tables.Column;
import io.bidlake.tables.Column.Presence;
import io.bidlake.tables.Column.SharedValue;
import io.bidlake.tables.ColumnType.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.util.Utf8;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

/**
 * The texts that all rows of an event share. A record of a megabyte with a long text and ten
 * thousand placements would become gigabytes of rows, so a long text is in the first row only: in
 * the others the column is null, or, where each row has a value, contains the hash of the text.
 */
final class RepeatedTexts {

  /** Texts of up to this many bytes are in all rows: a row takes more anyway. */
  private static final int ALWAYS_REPEATED = 64;

  /** What an element of a list takes besides its text, in bytes. */
  private static final int ELEMENT = 8;

  private final int[] optional;
  private final int[] required;

  private RepeatedTexts(int[] optional, int[] required) {
    this.optional = optional;
    this.required = required;
  }

  /**
   * Finds the columns of a table.
   *
   * @param positions position of each column in a row
   */
  static RepeatedTexts of(List<? extends Column<?>> columns, int[] positions) {
    return new RepeatedTexts(
        positions(columns, positions, true), positions(columns, positions, false));
  }

  private static int[] positions(
      List<? extends Column<?>> columns, int[] positions, boolean areOptional) {
    return IntStream.range(0, positions.length)
        .filter(i -> isSharedText(columns.get(i)))
        .filter(i -> (columns.get(i).presence() == Presence.OPTIONAL) == areOptional)
        .map(i -> positions[i])
        .toArray();
  }

  private static boolean isSharedText(Column<?> column) {
    Kind kind = column.type().kind();
    return column.value() instanceof SharedValue && (kind == Kind.TEXT || kind == Kind.TEXTS);
  }

  /**
   * Removes the texts that are too long to be repeated.
   *
   * @param row the first row of an event
   * @param rows number of rows of the event
   */
  void shorten(GenericRowData row, int rows) {
    for (int position : optional) {
      if (isTooLong(row.getField(position), rows)) {
        row.setField(position, null);
      }
    }
    for (int position : required) {
      if (isTooLong(row.getField(position), rows)) {
        row.setField(position, hashed((StringData) row.getField(position)));
      }
    }
  }

  private static boolean isTooLong(Object value, int rows) {
    long size = size(value);
    return size > ALWAYS_REPEATED && size * rows > CountingRules.LONGEST_REPEATED;
  }

  private static long size(Object value) {
    if (value instanceof BinaryStringData text) {
      return text.getSizeInBytes();
    }
    long size = 0;
    if (value instanceof GenericArrayData list) {
      for (Object text : list.toObjectArray()) {
        size += ELEMENT + size(text);
      }
    }
    return size;
  }

  private static StringData hashed(StringData text) {
    String hash = SenderText.hashOfLong(new Utf8(text.toBytes()));
    return hash == null ? text : StringData.fromString(hash);
  }
}
