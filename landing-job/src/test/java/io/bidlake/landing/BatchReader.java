package io.bidlake.landing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.iceberg.data.Record;

/**
 * What a reader would store that sees all records at once: which types the columns have, whether a
 * schema fits them, and the values of each record. Types are texts, lists (of an element), or maps
 * (of the fields of a record, or of the single key "*" for the values of a map).
 */
final class BatchReader {

  private final Map<String, Object> columns = new LinkedHashMap<>();

  /** Adds the fields of a schema, unless one of them cannot be reconciled with its column. */
  boolean add(Schema schema) {
    Object merged = merged(columns, typeOf(schema));
    if (merged == null) {
      return false;
    }
    columns.putAll(asMap(merged));
    return true;
  }

  /** Returns whether there is anything to store of a schema; records without fields are nothing. */
  private static boolean hasValues(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> false;
      case UNION -> schema.getTypes().stream().anyMatch(BatchReader::hasValues);
      case RECORD -> schema.getFields().stream().anyMatch(field -> hasValues(field.schema()));
      case ARRAY -> hasValues(schema.getElementType());
      case MAP -> hasValues(schema.getValueType());
      default -> true;
    };
  }

  private static Object typeOf(Schema schema) {
    return switch (schema.getType()) {
      case UNION ->
          typeOf(schema.getTypes().stream().filter(one -> !one.isNullable()).findFirst().get());
      case RECORD -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Schema.Field field : schema.getFields()) {
          if (hasValues(field.schema())) {
            fields.put(field.name(), typeOf(field.schema()));
          }
        }
        yield fields;
      }
      case ARRAY -> List.of(typeOf(schema.getElementType()));
      case MAP -> Map.of("*", typeOf(schema.getValueType()));
      case ENUM -> "string";
      case BYTES ->
          schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
              ? "decimal" + (char) ('a' + decimal.getPrecision())
              : "bytes";
      case LONG -> schema.getLogicalType() == null ? "long" : "timestamp";
      default -> schema.getType().getName();
    };
  }

  /** Returns the type that stores two; null if there is none. */
  private static Object merged(Object stored, Object sent) {
    if (stored instanceof Map && sent instanceof Map) {
      if (asMap(stored).containsKey("*") != asMap(sent).containsKey("*")
          && !asMap(stored).isEmpty()) {
        return null;
      }
      Map<String, Object> fields = new LinkedHashMap<>(asMap(stored));
      for (Map.Entry<String, Object> field : asMap(sent).entrySet()) {
        Object before = fields.get(field.getKey());
        Object after = before == null ? field.getValue() : merged(before, field.getValue());
        if (after == null) {
          return null;
        }
        fields.put(field.getKey(), after);
      }
      return fields;
    }
    if (stored instanceof List<?> one && sent instanceof List<?> other) {
      Object element = merged(one.get(0), other.get(0));
      return element == null ? null : List.of(element);
    }
    return stored instanceof String one && sent instanceof String other ? wider(one, other) : null;
  }

  private static String wider(String stored, String sent) {
    if (stored.equals(sent)) {
      return stored;
    }
    if (stored.startsWith("decimal") && sent.startsWith("decimal")) {
      return stored.compareTo(sent) > 0 ? stored : sent;
    }
    return switch (stored + " " + sent) {
      case "int long", "float double" -> sent;
      case "long int", "double float", "double int" -> stored;
      default -> null;
    };
  }

  @SuppressWarnings("unchecked") // By how types are built.
  private static Map<String, Object> asMap(Object type) {
    return (Map<String, Object>) type;
  }

  /** Returns the value of a record in a form that can be compared; absent and null are the same. */
  static Object valueOf(Object value, Schema schema) {
    if (value == null || (schema.getType() != Schema.Type.RECORD && !hasValues(schema))) {
      return null;
    }
    return switch (schema.getType()) {
      case UNION ->
          valueOf(
              value, schema.getTypes().stream().filter(one -> !one.isNullable()).findFirst().get());
      case RECORD -> {
        Map<String, Object> fields = new TreeMap<>();
        for (Schema.Field field : schema.getFields()) {
          if (hasValues(field.schema())) {
            Object stored = ((GenericRecord) value).get(field.pos());
            put(fields, field.name(), valueOf(stored, field.schema()));
          }
        }
        yield fields;
      }
      case ARRAY -> {
        List<Object> elements = new ArrayList<>();
        for (Object element : (List<?>) value) {
          elements.add(valueOf(element, schema.getElementType()));
        }
        yield elements;
      }
      case MAP -> {
        Map<String, Object> entries = new TreeMap<>();
        ((Map<?, ?>) value)
            .forEach((key, entry) -> entries.put("" + key, valueOf(entry, schema.getValueType())));
        yield entries;
      }
      case BYTES ->
          schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
              ? new BigDecimal(
                  new BigInteger(((ByteBuffer) value).duplicate().array()), decimal.getScale())
              : value;
      case INT, LONG, FLOAT, DOUBLE ->
          schema.getLogicalType() == null
              ? Double.valueOf(((Number) value).doubleValue())
              : "" + java.time.Instant.ofEpochMilli((long) value);
      case BOOLEAN -> value;
      default -> value.toString();
    };
  }

  /** Returns a value of the table in the same form. */
  static Object valueOf(Object value) {
    if (value instanceof Record record) {
      Map<String, Object> fields = new TreeMap<>();
      record
          .struct()
          .fields()
          .forEach(field -> put(fields, field.name(), valueOf(record.getField(field.name()))));
      return fields;
    }
    if (value instanceof List<?> list) {
      List<Object> elements = new ArrayList<>();
      list.forEach(element -> elements.add(valueOf(element)));
      return elements;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new TreeMap<>();
      map.forEach((key, entry) -> entries.put("" + key, valueOf(entry)));
      return entries;
    }
    if (value instanceof java.time.OffsetDateTime time) {
      return "" + time.toInstant();
    }
    return value instanceof BigDecimal || !(value instanceof Number number)
        ? value
        : Double.valueOf(number.doubleValue());
  }

  private static void put(Map<String, Object> fields, String name, Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
