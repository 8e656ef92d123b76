package io.bidlake.produce;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Ascii;
import io.bidlake.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;

/**
 * Encodes JSON objects as records of a schema, in the wire format of the registry. A union has no
 * tag: its first branch that the value fits is taken. Dates and timestamps may be ISO-8601 texts,
 * decimals are numbers, other bytes a text with a character for each byte, as in Avro's own JSON. A
 * field that is missing gets its default, or null if it may be null.
 */
final class AvroOfJson {

  private final Schema schema;
  private final byte[] header;
  private final DatumWriter<Object> writer;

  AvroOfJson(Schema schema, int schemaId) {
    this.schema = schema;
    this.header = WireFormat.header(schemaId);
    this.writer = new GenericDatumWriter<>(schema, new GenericData());
  }

  /** A line that is not sent; the message names the field, what it must be and what it was. */
  static final class InvalidLineException extends RuntimeException {

    InvalidLineException(String message) {
      super(message);
    }
  }

  /**
   * @throws InvalidLineException if the object is not a record of the schema
   */
  byte[] encode(JsonNode object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      writer.write(value(schema, object, ""), encoder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: a buffer in memory failed", e);
    }
    return bytes.toByteArray();
  }

  /** Returns what Avro's writer takes for a value; the path is that of the field. */
  private static Object value(Schema schema, JsonNode json, String path) {
    LogicalType logical = schema.getLogicalType();
    Object value =
        switch (schema.getType()) {
          case RECORD -> json.isObject() ? record(schema, json, path) : null;
          case ARRAY -> json.isArray() ? array(schema, json, path) : null;
          case MAP -> json.isObject() ? map(schema, json, path) : null;
          case UNION -> {
            if (json.isNull() && schema.isNullable()) {
              yield null;
            }
            yield branch(schema, json, path);
          }
          case BYTES, FIXED ->
              logical instanceof LogicalTypes.Decimal decimal
                  ? decimal(schema, decimal, json, path)
                  : bytes(schema, json);
          case ENUM ->
              json.isTextual() && schema.hasEnumSymbol(json.textValue())
                  ? new GenericData.EnumSymbol(schema, json.textValue())
                  : null;
          case STRING -> json.textValue();
          case INT ->
              json.isTextual()
                  ? date(logical, json)
                  : json.isIntegralNumber() && json.canConvertToInt() ? json.intValue() : null;
          case LONG ->
              json.isTextual()
                  ? timestamp(logical, json)
                  : json.isIntegralNumber() && json.canConvertToLong() ? json.longValue() : null;
          case FLOAT -> json.isNumber() ? json.floatValue() : null;
          case DOUBLE -> json.isNumber() ? json.doubleValue() : null;
          case BOOLEAN -> json.isBoolean() ? json.booleanValue() : null;
          case NULL -> null;
        };
    if (value == null && !(json.isNull() && schema.isNullable())) {
      throw wrong(path, spelled(schema), json);
    }
    return value;
  }

  private static GenericData.Record record(Schema schema, JsonNode json, String path) {
    GenericData.Record record = new GenericData.Record(schema);
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (schema.getField(name) == null) {
                throw new InvalidLineException(
                    "%s is not a field of the schema, which has %s"
                        .formatted(
                            below(path, name),
                            schema.getFields().stream()
                                .map(Field::name)
                                .collect(Collectors.joining(", "))));
              }
            });
    for (Field field : schema.getFields()) {
      JsonNode given = json.get(field.name());
      String name = below(path, field.name());
      if (given != null) {
        record.put(field.pos(), value(field.schema(), given, name));
      } else if (field.hasDefaultValue()) {
        record.put(field.pos(), GenericData.get().getDefaultValue(field));
      } else if (!field.schema().isNullable()) {
        throw new InvalidLineException(name + " is missing, and has no default");
      }
    }
    return record;
  }

  private static List<Object> array(Schema schema, JsonNode json, String path) {
    List<Object> elements = new ArrayList<>();
    json.forEach(
        element ->
            elements.add(
                value(schema.getElementType(), element, path + "[" + elements.size() + "]")));
    return elements;
  }

  private static Map<String, Object> map(Schema schema, JsonNode json, String path) {
    Map<String, Object> entries = new HashMap<>();
    json.properties()
        .forEach(
            entry ->
                entries.put(
                    entry.getKey(),
                    value(schema.getValueType(), entry.getValue(), below(path, entry.getKey()))));
    return entries;
  }

  private static Object branch(Schema union, JsonNode json, String path) {
    List<Schema> branches =
        union.getTypes().stream().filter(it -> it.getType() != Schema.Type.NULL).toList();
    if (branches.size() == 1) {
      return value(branches.get(0), json, path);
    }
    for (Schema branch : branches) {
      try {
        return value(branch, json, path);
      } catch (InvalidLineException e) {
        // Another branch may fit.
      }
    }
    throw wrong(path, spelled(union), json);
  }

  private static Object decimal(
      Schema schema, LogicalTypes.Decimal decimal, JsonNode json, String path) {
    if (!json.isNumber()) {
      return null;
    }
    try {
      var number = json.decimalValue().setScale(decimal.getScale(), RoundingMode.UNNECESSARY);
      var conversion = new Conversions.DecimalConversion();
      return schema.getType() == Schema.Type.FIXED
          ? conversion.toFixed(number, schema, decimal)
          : conversion.toBytes(number, schema, decimal);
    } catch (ArithmeticException | AvroRuntimeException e) {
      throw wrong(path, spelled(schema), json);
    }
  }

  private static Object bytes(Schema schema, JsonNode json) {
    if (!json.isTextual() || json.textValue().chars().anyMatch(character -> character > 0xFF)) {
      return null;
    }
    byte[] bytes = json.textValue().getBytes(ISO_8859_1);
    if (schema.getType() == Schema.Type.BYTES) {
      return ByteBuffer.wrap(bytes);
    }
    return bytes.length == schema.getFixedSize() ? new GenericData.Fixed(schema, bytes) : null;
  }

  private static Integer date(LogicalType logical, JsonNode json) {
    try {
      return logical instanceof LogicalTypes.Date
          ? Math.toIntExact(LocalDate.parse(json.textValue()).toEpochDay())
          : null;
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static Long timestamp(LogicalType logical, JsonNode json) {
    try {
      if (logical instanceof LogicalTypes.TimestampMillis) {
        return OffsetDateTime.parse(json.textValue()).toInstant().toEpochMilli();
      }
      return logical instanceof LogicalTypes.TimestampMicros
          ? ChronoUnit.MICROS.between(Instant.EPOCH, OffsetDateTime.parse(json.textValue()))
          : null;
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static InvalidLineException wrong(String path, String expected, JsonNode json) {
    String text = Ascii.truncate(json.toString(), 103, "...");
    return new InvalidLineException(
        "%s must be %s, was %s".formatted(path.isEmpty() ? "the line" : path, expected, text));
  }

  private static String spelled(Schema schema) {
    if (schema.getType() == Schema.Type.UNION) {
      return schema.getTypes().stream()
          .map(AvroOfJson::spelled)
          .collect(Collectors.joining(" or "));
    }
    if (schema.getType() == Schema.Type.ENUM) {
      return "one of " + String.join(", ", schema.getEnumSymbols());
    }
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return "decimal(%d, %d)".formatted(decimal.getPrecision(), decimal.getScale());
    }
    return schema.getLogicalType() == null
        ? schema.getType().getName()
        : "%s (%s)".formatted(schema.getType().getName(), schema.getLogicalType().getName());
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
