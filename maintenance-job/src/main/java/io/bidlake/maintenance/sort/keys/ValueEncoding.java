package io.bidlake.maintenance.sort.keys;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.DecimalType;

/** Appends a value to a key so that keys sort as Iceberg's comparator sorts values of the type. */
@FunctionalInterface
interface ValueEncoding {

  /** Most digits of a decimal that a long holds, even if truncating adds another. */
  int LONG_DIGITS = 18;

  /** Appends a value of Iceberg's class for the type; never null. */
  void append(Object value, KeyBytes key);

  static ValueEncoding of(Type type) {
    return switch (type.typeId()) {
      case BOOLEAN -> (value, key) -> key.addByte((Boolean) value ? 1 : 0);
      case INTEGER, DATE -> (value, key) -> key.addInt((Integer) value);
      case LONG, TIME, TIMESTAMP, TIMESTAMP_NANO -> (value, key) -> key.addLong((Long) value);
      case FLOAT -> (value, key) -> appendFloat((Float) value, key);
      case DOUBLE -> (value, key) -> appendDouble((Double) value, key);
      case STRING -> (value, key) -> appendString((CharSequence) value, key);
      case UUID -> (value, key) -> appendUuid((UUID) value, key);
      case FIXED, BINARY -> (value, key) -> appendBinary((ByteBuffer) value, key);
      case DECIMAL ->
          ((DecimalType) type).precision() <= LONG_DIGITS
              ? (value, key) -> key.addLong(((BigDecimal) value).unscaledValue().longValueExact())
              : (value, key) -> appendWide(((BigDecimal) value).unscaledValue(), key);
      default ->
          throw new IllegalArgumentException(
              "sort order: expected fields of types that have an order, got one of type " + type);
    };
  }

  // As Float.compare and Double.compare do: -0.0 before 0.0, and every NaN the same and the last.
  private static void appendFloat(float value, KeyBytes key) {
    int bits = Float.floatToIntBits(value);
    key.addInt(bits < 0 ? bits ^ Integer.MAX_VALUE : bits);
  }

  private static void appendDouble(double value, KeyBytes key) {
    long bits = Double.doubleToLongBits(value);
    key.addLong(bits < 0 ? bits ^ Long.MAX_VALUE : bits);
  }

  // The order of UTF-8's bytes is that of code points; the one of Java's chars is not.
  private static void appendString(CharSequence value, KeyBytes key) {
    byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
    key.addText(text);
  }

  // As UUID.compareTo does, which takes both halves as signed numbers.
  private static void appendUuid(UUID value, KeyBytes key) {
    key.addLong(value.getMostSignificantBits());
    key.addLong(value.getLeastSignificantBits());
  }

  private static void appendBinary(ByteBuffer value, KeyBytes key) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    key.addText(bytes);
  }

  // 38 digits fit into 16 bytes, of which the first has the sign.
  private static void appendWide(BigInteger unscaled, KeyBytes key) {
    key.addLong(unscaled.shiftRight(Long.SIZE).longValueExact());
    key.addLong(unscaled.longValue() ^ Long.MIN_VALUE);
  }
}
