package io.bidlake.verify.columns;

import io.bidlake.verify.base.Micros;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/**
 * Serializes the values of columns so that equal values have equal bytes, whether they come from
 * Kafka (structs as arrays, times as numbers) or from Iceberg's reader. Reused; not thread-safe.
 */
public final class ValueBytes {

  private static final long NANOS_IN_MICRO = 1_000;

  private final JsonTexts jsonTexts;
  private byte[] bytes = new byte[1024];
  private int length;

  public ValueBytes(JsonTexts jsonTexts) {
    this.jsonTexts = jsonTexts;
  }

  public void clear() {
    length = 0;
  }

  /** The bytes, of which the first {@link #length} are used. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** Adds the value of a column or field. */
  public void put(NestedField field, Object value) {
    put(field.fieldId(), field.type(), value);
  }

  private void put(int fieldId, Type type, Object value) {
    if (value == null) {
      tag(0);
      return;
    }
    tag(1);
    switch (type.typeId()) {
      case BOOLEAN -> tag(((Boolean) value) ? 1 : 0);
      case INTEGER, LONG -> putLong(((Number) value).longValue());
      case FLOAT -> putLong(Float.floatToIntBits((Float) value));
      case DOUBLE -> putLong(Double.doubleToLongBits((Double) value));
      case DATE, TIME, TIMESTAMP -> putLong(count(value));
      case STRING -> putText(jsonTexts.comparable(fieldId, value.toString()));
      case FIXED, BINARY -> putBytes(copy(value));
      case DECIMAL -> putBytes(((BigDecimal) value).unscaledValue().toByteArray());
      case STRUCT -> putStruct((StructType) type, value);
      case LIST -> putList((ListType) type, (List<?>) value);
      case MAP -> putMap((MapType) type, (Map<?, ?>) value);
      default -> putText(value.toString());
    }
  }

  private void putStruct(StructType type, Object struct) {
    List<NestedField> fields = type.fields();
    for (int i = 0; i < fields.size(); i++) {
      put(fields.get(i), member(struct, i));
    }
  }

  /** A field of a struct, or a column of a row. */
  public static Object member(Object struct, int place) {
    return struct instanceof Object[] values
        ? values[place]
        : ((StructLike) struct).get(place, Object.class);
  }

  private void putList(ListType type, List<?> list) {
    putLong(list.size());
    list.forEach(element -> put(type.elementId(), type.elementType(), element));
  }

  private void putMap(MapType type, Map<?, ?> map) {
    putLong(map.size());
    Map<String, Object> ordered = new TreeMap<>();
    map.forEach((key, value) -> ordered.put(key.toString(), value));
    ordered.forEach(
        (key, value) -> {
          putText(key);
          put(type.valueId(), type.valueType(), value);
        });
  }

  /** A date in days, and a time in microseconds. */
  public static long count(Object value) {
    if (value instanceof OffsetDateTime time) {
      return Micros.of(time);
    }
    if (value instanceof LocalDateTime time) {
      return Micros.of(time.atOffset(ZoneOffset.UTC));
    }
    if (value instanceof LocalDate date) {
      return date.toEpochDay();
    }
    return value instanceof LocalTime time
        ? time.toNanoOfDay() / NANOS_IN_MICRO
        : ((Number) value).longValue();
  }

  /** A copy of the bytes of a binary value. */
  static byte[] copy(Object value) {
    if (value instanceof byte[] array) {
      return array;
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(copy);
    return copy;
  }

  private void putText(String text) {
    putBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void putBytes(byte[] source) {
    putLong(source.length);
    reserve(source.length);
    System.arraycopy(source, 0, bytes, length, source.length);
    length += source.length;
  }

  private void tag(int tag) {
    reserve(1);
    bytes[length++] = (byte) tag;
  }

  private void putLong(long value) {
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
