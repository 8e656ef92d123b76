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
import java.util.function.Predicate;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.DecimalType;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.StructType;
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
      case BOOLEAN -> when(JsonNode::isBoolean, JsonNode::booleanValue);
      case INTEGER -> when(JsonNode::isNumber, value -> intOf(value, path));
      // A number with a fraction does not fit the column, which cannot be widened.
      case LONG -> when(JsonValues::isLong, JsonNode::longValue);
      case FLOAT -> when(JsonNode::isNumber, value -> floatOf(value, path));
      case DOUBLE -> when(JsonNode::isNumber, value -> doubleOf(value, path));
      case DECIMAL ->
          when(
              value -> value.isNumber() || value.isTextual(),
              value -> decimalOf(value, (DecimalType) column, path));
      case STRING ->
          rules.columns().containsKey(path)
              ? value -> Texts.of(value.isTextual() ? value.textValue() : value.toString())
              : when(JsonNode::isTextual, value -> Texts.of(value.textValue()));
      case BINARY -> when(JsonNode::isTextual, value -> bytesOf(value, path));
      case DATE -> parsed(path, value -> dateOf(LocalDate.parse(value.textValue()), path));
      case TIME -> parsed(path, value -> timeOf(value, path));
      case TIMESTAMP -> timestamps((TimestampType) column, path);
      case LIST -> when(JsonNode::isArray, lists(column.asListType(), path, rules));
      case MAP -> when(JsonNode::isObject, maps(column.asMapType(), path, rules));
      case STRUCT -> when(JsonNode::isObject, structs(column.asStructType(), path, rules));
      default -> value -> JsonValue.OTHER_TYPE;
    };
  }

  /** Returns a conversion of the values of one type of JSON. */
  private static JsonValue when(Predicate<JsonNode> isOfType, JsonValue conversion) {
    return value -> isOfType.test(value) ? conversion.of(value) : JsonValue.OTHER_TYPE;
  }

  private static boolean isLong(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong();
  }

  /** Returns a value without parts in the form in which rows hold it by its own type. */
  static Object natural(JsonNode value) {
    if (value.isTextual()) {
      return Texts.of(value.textValue());
    }
    return isLong(value) ? (Object) value.longValue() : value;
  }

  private static JsonValue structs(StructType column, String path, FieldRules rules) {
    JsonStruct struct = new JsonStruct(column, path, rules);
    return value -> {
      GenericRowData row = new GenericRowData(struct.width());
      return struct.fill(row, value) ? row : JsonValue.OTHER_TYPE;
    };
  }

  private static JsonValue lists(ListType column, String path, FieldRules rules) {
    JsonValue element = of(column.elementType(), path, rules);
    return value -> {
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

  private static JsonValue maps(MapType column, String path, FieldRules rules) {
    JsonValue entry = of(column.valueType(), path, rules);
    return value -> {
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
    JsonValue ofText =
        parsed(
            path,
            value ->
                timestamp(
                    column.shouldAdjustToUTC()
                        ? OffsetDateTime.parse(value.textValue()).toInstant()
                        : LocalDateTime.parse(value.textValue()).toInstant(ZoneOffset.UTC),
                    path));
    return value -> isLong(value) ? Times.ofMillis(value.longValue(), path) : ofText.of(value);
  }

  private static TimestampData timestamp(Instant time, String path)
      throws UndecodableRecordException {
    Times.ofMillis(time.toEpochMilli(), path);
    return TimestampData.fromInstant(time.truncatedTo(ChronoUnit.MICROS));
  }

  private static int dateOf(LocalDate date, String path) throws UndecodableRecordException {
    return Times.date(Math.toIntExact(date.toEpochDay()), path);
  }

  /** Flink's rows hold times of day in milliseconds. */
  private static int timeOf(JsonNode value, String path) throws UndecodableRecordException {
    long nanos = LocalTime.parse(value.textValue()).toNanoOfDay();
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

  /** Returns a conversion of texts that are dates or times. */
  private static JsonValue parsed(String path, JsonValue parser) {
    return when(
        JsonNode::isTextual,
        value -> {
          try {
            return parser.of(value);
          } catch (DateTimeException | ArithmeticException e) {
            throw unfit(path, "a time in ISO 8601", value);
          }
        });
  }

  private static UndecodableRecordException unfit(String path, String expected, JsonNode value) {
    String text = value.toString();
    return new UndecodableRecordException(
        Reason.IRRECONCILABLE,
        "%s must be %s, was %s"
            .formatted(path, expected, text.length() > 100 ? text.substring(0, 100) + "…" : text));
  }
}
