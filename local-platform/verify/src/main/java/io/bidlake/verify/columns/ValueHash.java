package io.bidlake.verify.columns;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.bidlake.verify.base.Micros;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
 * Computes hashes of the values of columns so that equal values have equal hashes, whether they
 * come from Kafka (structs as arrays, times as numbers) or from Iceberg's reader. Reused; not
 * thread-safe.
 */
public final class ValueHash {

  private static final long NANOS_IN_MICRO = 1_000;

  private final JsonTexts jsonTexts;
  private final HashStream64 hash = Hashing.xxh3_64().hashStream();

  public ValueHash(JsonTexts jsonTexts) {
    this.jsonTexts = jsonTexts;
  }

  /** Begins another hash. */
  public void clear() {
    hash.reset();
  }

  /** The hash of the values since the last {@link #clear}. */
  public long value() {
    return hash.getAsLong();
  }

  /** Adds the value of a column or field. */
  public void put(NestedField field, Object value) {
    put(field.fieldId(), field.type(), value);
  }

  private void put(int fieldId, Type type, Object value) {
    if (value == null) {
      hash.putBoolean(false);
      return;
    }
    hash.putBoolean(true);
    switch (type.typeId()) {
      case BOOLEAN -> hash.putBoolean((Boolean) value);
      case INTEGER, LONG -> hash.putLong(((Number) value).longValue());
      case FLOAT -> hash.putFloat((Float) value);
      case DOUBLE -> hash.putDouble((Double) value);
      case DATE, TIME, TIMESTAMP -> hash.putLong(count(value));
      case STRING -> hash.putString(jsonTexts.comparable(fieldId, value.toString()));
      case FIXED, BINARY -> hash.putByteArray(copy(value));
      case DECIMAL -> hash.putByteArray(((BigDecimal) value).unscaledValue().toByteArray());
      case STRUCT -> putStruct((StructType) type, value);
      case LIST -> putList((ListType) type, (List<?>) value);
      case MAP -> putMap((MapType) type, (Map<?, ?>) value);
      default -> hash.putString(value.toString());
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
    hash.putInt(list.size());
    list.forEach(element -> put(type.elementId(), type.elementType(), element));
  }

  private void putMap(MapType type, Map<?, ?> map) {
    hash.putInt(map.size());
    Map<String, Object> ordered = new TreeMap<>();
    map.forEach((key, value) -> ordered.put(key.toString(), value));
    ordered.forEach(
        (key, value) -> {
          hash.putString(key);
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
}
