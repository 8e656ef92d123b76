package io.bidlake.maintenance.sort;

import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Accessor;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortDirection;
import org.apache.iceberg.SortField;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.RowDataWrapper;
import org.apache.iceberg.transforms.Transform;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.SerializableFunction;

/**
 * Encodes sort keys as bytes: compared as unsigned bytes, the keys of two rows have the order that
 * the table's sort order defines. No key is a prefix of another, because each value has a fixed
 * length or a terminator.
 *
 * <p>If the order is unsorted, all keys are empty. Not thread-safe.
 */
public final class SortKeys {

  private static final int NULL_FIRST = 0;
  private static final int VALUE = 1;
  private static final int NULL_LAST = 2;

  /** Bytes of a decimal: 38 digits, one more from truncation, and the sign. */
  private static final int DECIMAL_BYTES = 17;

  private final List<Field> fields;

  private SortKeys(List<Field> fields) {
    this.fields = fields;
  }

  /**
   * Returns the sort keys for rows of a schema.
   *
   * @throws org.apache.iceberg.exceptions.ValidationException if the schema lacks a column of the
   *     sort order
   */
  public static SortKeys of(Schema schema, SortOrder order) {
    SortOrder.checkCompatibility(order, schema);
    return new SortKeys(order.fields().stream().map(field -> Field.of(schema, field)).toList());
  }

  /** Returns the key of a row. */
  public byte[] of(RowData row) {
    ByteArrayDataOutput key = ByteStreams.newDataOutput(64);
    fields.forEach(field -> field.append(row, key));
    return key.toByteArray();
  }

  /**
   * One field of a sort order: a null marker, then the value.
   *
   * @param value the value of a row as bytes; null if it is null
   */
  private record Field(Function<RowData, byte[]> value, int nullMark, boolean descending) {

    static Field of(Schema schema, SortField field) {
      NestedField column = schema.findField(field.sourceId());
      int position = schema.columns().indexOf(column);
      boolean isText = column.type().typeId() == Type.TypeID.STRING;
      return new Field(
          isText && field.transform().isIdentity() && position >= 0
              // Most sort columns are texts: take their bytes without creating a String.
              ? row -> row.isNullAt(position) ? null : ofText(row.getString(position).toBytes())
              : transformed(schema, field),
          field.nullOrder() == NullOrder.NULLS_FIRST ? NULL_FIRST : NULL_LAST,
          field.direction() == SortDirection.DESC);
    }

    private static Function<RowData, byte[]> transformed(Schema schema, SortField field) {
      RowDataWrapper struct =
          new RowDataWrapper(FlinkSchemaUtil.convert(schema), schema.asStruct());
      Accessor<StructLike> accessor = schema.accessorForField(field.sourceId());
      Transform<Object, Object> unbound = field.transform();
      SerializableFunction<Object, Object> transform = unbound.bind(accessor.type());
      Function<Object, byte[]> encoding = encodingOf(unbound.getResultType(accessor.type()));
      return row -> {
        Object value = transform.apply(accessor.get(struct.wrap(row)));
        return value == null ? null : encoding.apply(value);
      };
    }

    void append(RowData row, ByteArrayDataOutput key) {
      byte[] bytes = value.apply(row);
      if (bytes == null) {
        key.writeByte(nullMark);
        return;
      }
      for (int i = 0; descending && i < bytes.length; i++) {
        bytes[i] = (byte) ~bytes[i];
      }
      key.writeByte(VALUE);
      key.write(bytes);
    }
  }

  /** Returns the encoding of Iceberg's Java class for a type, in the order of its comparator. */
  private static Function<Object, byte[]> encodingOf(Type type) {
    return switch (type.typeId()) {
      case BOOLEAN -> value -> new byte[] {(byte) ((Boolean) value ? 1 : 0)};
      case INTEGER, DATE -> value -> ofInt((Integer) value);
      case LONG, TIME, TIMESTAMP, TIMESTAMP_NANO -> value -> ofLong((Long) value);
      case FLOAT -> value -> ofFloat((Float) value);
      case DOUBLE -> value -> ofDouble((Double) value);
      case STRING -> value -> ofText(value.toString().getBytes(StandardCharsets.UTF_8));
      case UUID -> value -> ofUuid((UUID) value);
      case FIXED, BINARY -> value -> ofBinary((ByteBuffer) value);
      case DECIMAL -> value -> ofDecimal(((BigDecimal) value).unscaledValue());
      default ->
          throw new IllegalArgumentException(
              "sort order: expected fields of types that have an order, got one of type " + type);
    };
  }

  // Negative numbers before the others.
  private static byte[] ofInt(int value) {
    return Ints.toByteArray(value ^ Integer.MIN_VALUE);
  }

  private static byte[] ofLong(long value) {
    return Longs.toByteArray(value ^ Long.MIN_VALUE);
  }

  // The order of Float.compare and Double.compare: -0.0 before 0.0; all NaNs are equal and last.
  private static byte[] ofFloat(float value) {
    int bits = Float.floatToIntBits(value);
    return ofInt(bits < 0 ? bits ^ Integer.MAX_VALUE : bits);
  }

  private static byte[] ofDouble(double value) {
    long bits = Double.doubleToLongBits(value);
    return ofLong(bits < 0 ? bits ^ Long.MAX_VALUE : bits);
  }

  /**
   * UTF-8 bytes have the order of code points; Java's chars do not. UTF-8 does not use the byte
   * 255, so that each byte can be incremented to make room for the terminator, 0.
   */
  private static byte[] ofText(byte[] text) {
    byte[] bytes = Arrays.copyOf(text, text.length + 1);
    for (int i = 0; i < text.length; i++) {
      bytes[i]++;
    }
    return bytes;
  }

  // The order of UUID.compareTo, which compares both halves as signed numbers.
  private static byte[] ofUuid(UUID value) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .put(ofLong(value.getMostSignificantBits()))
        .put(ofLong(value.getLeastSignificantBits()))
        .array();
  }

  /** Marks each byte, as any may occur, and ends with a byte less than the mark. */
  private static byte[] ofBinary(ByteBuffer value) {
    byte[] bytes = new byte[2 * value.remaining() + 1];
    for (int i = 0; i < value.remaining(); i++) {
      bytes[2 * i] = VALUE;
      bytes[2 * i + 1] = value.get(value.position() + i);
    }
    return bytes;
  }

  private static byte[] ofDecimal(BigInteger unscaled) {
    byte[] digits = unscaled.toByteArray();
    byte[] bytes = new byte[DECIMAL_BYTES];
    Arrays.fill(bytes, (byte) (unscaled.signum() < 0 ? -1 : 0));
    System.arraycopy(digits, 0, bytes, DECIMAL_BYTES - digits.length, digits.length);
    bytes[0] ^= Byte.MIN_VALUE;
    return bytes;
  }
}
