package io.bidlake.maintenance.sort;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.DecimalType;
import org.apache.iceberg.types.Types.FixedType;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/** Rows of any schema, the values at the ends of a type's range and equal ones among them. */
public final class RandomRows {

  private static final List<String> CHARACTERS =
      List.of("\0", "\1", "\2", "a", "b", "\u007f", "ß", "\uffee", "\ud83d\ude00", "\ud83d\ude01");

  private final Random random;

  public RandomRows(long seed) {
    this.random = new Random(seed);
  }

  public RowData next(Schema schema) {
    return struct(schema.asStruct());
  }

  private GenericRowData struct(StructType type) {
    GenericRowData row = new GenericRowData(type.fields().size());
    for (int i = 0; i < row.getArity(); i++) {
      NestedField field = type.fields().get(i);
      row.setField(i, field.isOptional() && oneOf(6) ? null : value(field.type()));
    }
    return row;
  }

  private Object value(Type type) {
    return switch (type.typeId()) {
      case BOOLEAN -> random.nextBoolean();
      case INTEGER -> any(Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE, random.nextInt());
      case DATE -> random.nextInt(80_000) - 40_000;
      case LONG -> any(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE, random.nextLong());
      case FLOAT ->
          any(Float.NaN, -0f, 0f, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE)
              * (oneOf(2) ? 1 : random.nextFloat() - 0.5f);
      case DOUBLE ->
          any(Double.NaN, -0d, 0d, Double.POSITIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE)
              * (oneOf(2) ? 1 : random.nextDouble() - 0.5);
      case TIME -> random.nextInt(86_400_000);
      case TIMESTAMP -> timestamp(1_000);
      case TIMESTAMP_NANO -> timestamp(1);
      case STRING -> StringData.fromString(text());
      case UUID -> bytes(16);
      case FIXED -> bytes(((FixedType) type).length());
      case BINARY -> bytes(random.nextInt(12));
      case DECIMAL -> decimal((DecimalType) type);
      case STRUCT -> struct(type.asStructType());
      case LIST -> list(type.asListType());
      case MAP -> map(type.asMapType());
      default -> throw new IllegalArgumentException("no random values of type " + type);
    };
  }

  private TimestampData timestamp(int unitNanos) {
    long millis = any(-1L, 0L, 1L, (random.nextLong() >> 22));
    return TimestampData.fromEpochMillis(millis, random.nextInt(1_000_000 / unitNanos) * unitNanos);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(oneOf(8) ? 40 : 4); length > 0; length--) {
      text.append(CHARACTERS.get(random.nextInt(CHARACTERS.size())));
    }
    return text.toString();
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = any((byte) 0, (byte) 1, (byte) -1, (byte) random.nextInt());
    }
    return bytes;
  }

  private DecimalData decimal(DecimalType type) {
    BigInteger most = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
    BigInteger some = new BigInteger(most.bitLength() - 1, random);
    BigInteger unscaled =
        any(most, most.negate(), BigInteger.ZERO, BigInteger.ONE.negate(), some, some.negate());
    return DecimalData.fromBigDecimal(
        new BigDecimal(unscaled, type.scale()), type.precision(), type.scale());
  }

  private GenericArrayData list(ListType type) {
    Object[] elements = new Object[random.nextInt(4)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = type.isElementOptional() && oneOf(4) ? null : value(type.elementType());
    }
    return new GenericArrayData(elements);
  }

  private GenericMapData map(MapType type) {
    Map<Object, Object> entries = new HashMap<>();
    Supplier<Object> entryValue =
        () -> type.isValueOptional() && oneOf(4) ? null : value(type.valueType());
    for (int size = random.nextInt(4); size > 0; size--) {
      entries.put(value(type.keyType()), entryValue.get());
    }
    return new GenericMapData(entries);
  }

  private boolean oneOf(int n) {
    return random.nextInt(n) == 0;
  }

  @SafeVarargs
  private <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }
}
