package io.bidlake.landing.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.landing.columns.FieldRules;
import io.bidlake.landing.columns.Texts;
import io.bidlake.landing.columns.Times;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.DecimalType;
import org.apache.iceberg.types.Types.TimestampType;

/** The conversions of JSON for columns of each type. */
final class JsonValues {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private JsonValues() {}

  /**
   * Returns the conversion for a column.
   *
   * @param path path of the field
   */
  static JsonValue of(Type column, String path, FieldRules rules) {
    return switch (column.typeId()) {
      case BOOLEAN ->
          value -> value.isBoolean() ? (Object) value.booleanValue() : JsonValue.OTHER_TYPE;
      case INTEGER ->
          value -> value.isNumber() ? (Object) intOf(value, path) : JsonValue.OTHER_TYPE;
      case LONG -> value -> longOf(value);
      case FLOAT ->
          value -> value.isNumber() ? (Object) floatOf(value, path) : JsonValue.OTHER_TYPE;
      case DOUBLE ->
          value -> value.isNumber() ? (Object) doubleOf(value, path) : JsonValue.OTHER_TYPE;
      case DECIMAL ->
          value ->
              value.isNumber() || value.isTextual()
                  ? decimalOf(value, (DecimalType) column, path)
                  : JsonValue.OTHER_TYPE;
      case STRING ->
          rules.columns().containsKey(path)
              ? value -> Texts.of(value.isTextual() ? value.textValue() : value.toString())
              : value -> value.isTextual() ? Texts.of(value.textValue()) : JsonValue.OTHER_TYPE;
      case BINARY -> value -> value.isTextual() ? bytesOf(value, path) : JsonValue.OTHER_TYPE;
      case DATE ->
          value ->
              value.isTextual()
                  ? parsed(
                      value,
                      path,
                      text -> Times.date(Math.toIntExact(LocalDate.parse(text).toEpochDay()), path))
                  : JsonValue.OTHER_TYPE;
      case TIME ->
          value ->
              value.isTextual()
                  ? parsed(value, path, text -> timeOf(LocalTime.parse(text), path, value))
                  : JsonValue.OTHER_TYPE;
      case TIMESTAMP -> timestamps((TimestampType) column, path);
      case LIST -> lists(column, path, rules);
      case MAP -> maps(column, path, rules);
      case STRUCT -> structs(column, path, rules);
      default -> value -> JsonValue.OTHER_TYPE;
    };
  }

  /** Returns a value without parts in the form in which rows hold it by its own type. */
  static Object natural(JsonNode value) {
    if (value.isTextual()) {
      return Texts.of(value.textValue());
    }
    return value.isIntegralNumber() && value.canConvertToLong()
        ? (Object) value.longValue()
        : value;
  }

  private static JsonValue structs(Type column, String path, FieldRules rules) {
    JsonStruct struct = new JsonStruct(column.asStructType(), path, rules);
    return value -> {
      if (!value.isObject()) {
        return JsonValue.OTHER_TYPE;
      }
      GenericRowData row = new GenericRowData(struct.width());
      return struct.fill(row, value) ? row : JsonValue.OTHER_TYPE;
    };
  }

  private static JsonValue lists(Type column, String path, FieldRules rules) {
    JsonValue element = of(column.asListType().elementType(), path, rules);
    return value -> {
      if (!value.isArray()) {
        return JsonValue.OTHER_TYPE;
      }
      Object[] elements = new Object[value.size()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = value.get(i).isNull() ? null : element.of(value.get(i));
        if (elements[i] == JsonValue.OTHER_TYPE) {
          return JsonValue.OTHER_TYPE;
        }
      }
      return new GenericArrayData(elements);
    };
  }

  private static JsonValue maps(Type column, String path, FieldRules rules) {
    JsonValue entry = of(column.asMapType().valueType(), path, rules);
    return value -> {
      if (!value.isObject()) {
        return JsonValue.OTHER_TYPE;
      }
      Map<Object, Object> entries = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        Object converted = field.getValue().isNull() ? null : entry.of(field.getValue());
        if (converted == JsonValue.OTHER_TYPE) {
          return JsonValue.OTHER_TYPE;
        }
        entries.put(Texts.of(field.getKey()), converted);
      }
      return new GenericMapData(entries);
    };
  }

  private static JsonValue timestamps(TimestampType column, String path) {
    boolean hasZone = column.shouldAdjustToUTC();
    return value -> {
      if (value.isIntegralNumber() && value.canConvertToLong()) {
        return Times.ofMillis(value.longValue(), path);
      }
      if (!value.isTextual()) {
        return JsonValue.OTHER_TYPE;
      }
      return parsed(
          value,
          path,
          text ->
              timestamp(
                  hasZone
                      ? OffsetDateTime.parse(text).toInstant()
                      : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
                  path));
    };
  }

  private static TimestampData timestamp(Instant time, String path)
      throws UndecodableRecordException {
    Times.ofMillis(time.toEpochMilli(), path);
    return TimestampData.fromInstant(time.truncatedTo(ChronoUnit.MICROS));
  }

  /** Flink's rows hold times of day in milliseconds. */
  private static int timeOf(LocalTime time, String path, JsonNode value)
      throws UndecodableRecordException {
    long nanos = time.toNanoOfDay();
    if (nanos % NANOS_PER_MILLI != 0) {
      throw unfit(path, "a time in whole milliseconds", value);
    }
    return (int) (nanos / NANOS_PER_MILLI);
  }

  private static int intOf(JsonNode value, String path) throws UndecodableRecordException {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw unfit(path, "a whole number of 32 bits", value);
    }
    return value.intValue();
  }

  private static Object longOf(JsonNode value) {
    // A number with a fraction does not fit the column, which cannot be widened.
    return value.isIntegralNumber() && value.canConvertToLong()
        ? (Object) value.longValue()
        : JsonValue.OTHER_TYPE;
  }

  private static float floatOf(JsonNode value, String path) throws UndecodableRecordException {
    float number = value.floatValue();
    if (Float.isInfinite(number)) {
      throw unfit(path, "a number that a float can hold", value);
    }
    return number;
  }

  private static double doubleOf(JsonNode value, String path) throws UndecodableRecordException {
    double number = value.doubleValue();
    boolean isExact =
        !value.isIntegralNumber()
            || (!Double.isInfinite(number)
                && new BigDecimal(number).compareTo(value.decimalValue()) == 0);
    if (Double.isInfinite(number) || !isExact) {
      throw unfit(path, "a number that a double can hold", value);
    }
    return number;
  }

  private static DecimalData decimalOf(JsonNode value, DecimalType column, String path)
      throws UndecodableRecordException {
    try {
      BigDecimal number =
          value.isNumber() ? value.decimalValue() : new BigDecimal(value.textValue());
      DecimalData decimal =
          DecimalData.fromBigDecimal(
              number.setScale(column.scale(), RoundingMode.UNNECESSARY),
              column.precision(),
              column.scale());
      if (decimal != null) {
        return decimal;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw unfit(path, column.toString(), value);
    }
    throw unfit(path, column.toString(), value);
  }

  private static byte[] bytesOf(JsonNode value, String path) throws UndecodableRecordException {
    try {
      return Base64.getDecoder().decode(value.textValue());
    } catch (IllegalArgumentException e) {
      throw unfit(path, "Base64", value);
    }
  }

  @FunctionalInterface
  private interface Parser {
    Object parse(String text) throws UndecodableRecordException;
  }

  private static Object parsed(JsonNode value, String path, Parser parser)
      throws UndecodableRecordException {
    try {
      return parser.parse(value.textValue());
    } catch (DateTimeException | ArithmeticException e) {
      throw unfit(path, "a time in ISO 8601", value);
    }
  }

  private static UndecodableRecordException unfit(String path, String expected, JsonNode value) {
    String text = value.toString();
    return new UndecodableRecordException(
        Reason.IRRECONCILABLE,
        "%s must be %s, was %s"
            .formatted(path, expected, text.length() > 100 ? text.substring(0, 100) + "…" : text));
  }
}
