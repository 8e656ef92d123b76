package io.bidlake.runtime;

import java.time.Instant;
import java.util.List;
import org.apache.avro.util.Utf8;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * Fills one row again and again, column by column in the order of the definition. The row is only
 * valid until the next one is begun.
 */
public final class RowBuilder {

  private final RowLayout layout;
  private final GenericRowData row;
  private int next;

  public RowBuilder(RowLayout layout) {
    this.layout = layout;
    this.row = new GenericRowData(layout.width());
  }

  /** Begins a row; columns are then added from the first on. */
  public RowBuilder begin() {
    return from(0);
  }

  /** Goes on at a column; those before it keep what the row before had. */
  public RowBuilder from(int column) {
    next = column;
    return this;
  }

  /** A number, a boolean, or a value that already is in Flink's form; null for none. */
  public RowBuilder add(Object value) {
    row.setField(layout.position(next++), value);
    return this;
  }

  public RowBuilder addNull() {
    return add((Object) null);
  }

  public RowBuilder add(Utf8 text) {
    return add((Object) string(text));
  }

  public RowBuilder add(Instant instant) {
    return add((Object) TimestampData.fromInstant(instant));
  }

  public RowBuilder addMillis(long epochMillis) {
    return add((Object) TimestampData.fromEpochMillis(epochMillis));
  }

  public RowBuilder add(List<Utf8> texts) {
    Object[] strings = new Object[texts.size()];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = string(texts.get(i));
    }
    return add((Object) new GenericArrayData(strings));
  }

  /** The row of this builder with its first columns as another builder has them. */
  public RowData copyFirst(int columns, RowBuilder other) {
    for (int i = 0; i < columns; i++) {
      row.setField(layout.position(i), other.row.getField(other.layout.position(i)));
    }
    return row;
  }

  public RowData row() {
    return row;
  }

  /** Copies the bytes, because decoders overwrite their Utf8. */
  public static StringData string(Utf8 text) {
    if (text == null) {
      return null;
    }
    byte[] bytes = new byte[text.getByteLength()];
    System.arraycopy(text.getBytes(), 0, bytes, 0, bytes.length);
    return StringData.fromBytes(bytes);
  }
}
