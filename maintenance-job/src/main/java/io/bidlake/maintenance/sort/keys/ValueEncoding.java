package io.bidlake.maintenance.sort.keys;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.DecimalType;

/** Appends a value to a key, such that keys have the order of Iceberg's comparator for the type. */
@FunctionalInterface
interface ValueEncoding {

  /** Maximum precision of a decimal that fits into a long, even if truncation adds a digit. */
  int LONG_DIGITS = 18;

  /** Appends a value, which has Iceberg's Java class for the type and is never null. */
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

  // The order of Float.compare and Double.compare: -0.0 before 0.0; all NaNs are equal and last.
  private static void appendFloat(float value, KeyBytes key) {
    int bits = Float.floatToIntBits(value);
    key.addInt(bits < 0 ? bits ^ Integer.MAX_VALUE : bits);
  }

  private static void appendDouble(double value, KeyBytes key) {
    long bits = Double.doubleToLongBits(value);
    key.addLong(bits < 0 ? bits ^ Long.MAX_VALUE : bits);
  }

  // UTF-8 bytes have the order of code points; Java's chars do not.
  private static void appendString(CharSequence value, KeyBytes key) {
    byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
    key.addText(text);
  }

  // The order of UUID.compareTo, which compares both halves as signed numbers.
  private static void appendUuid(UUID value, KeyBytes key) {
    key.addLong(value.getMostSignificantBits());
    key.addLong(value.getLeastSignificantBits());
  }

  private static void appendBinary(ByteBuffer value, KeyBytes key) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    key.addText(bytes);
  }

  // 38 digits fit into 16 bytes; the first one contains the sign.
  private static void appendWide(BigInteger unscaled, KeyBytes key) {
    key.addLong(unscaled.shiftRight(Long.SIZE).longValueExact());
    key.addLong(unscaled.longValue() ^ Long.MIN_VALUE);
  }
}
