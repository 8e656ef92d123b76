package io.bidlake.verify.columns;

import io.bidlake.verify.columns.AvroColumns.Column;
import io.bidlake.verify.sender.Given;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.DecimalType;
import org.apache.iceberg.types.Types.StringType;
import org.apache.iceberg.types.Types.TimestampType;

/**
 * Converts Avro's scalars: times to microseconds, dates to days, as Iceberg counts them, and
 * decimals to numbers.
 */
final class AvroScalars {

  private static final GenericData AVRO = new GenericData();
  private static final int MOST_DIGITS = 38;
  private static final long DAY = Duration.ofDays(1).toMillis();

  private AvroScalars() {}

  /** The conversion of a schema's values to a type of columns; empty if there is none. */
  static Optional<Column> of(Schema schema, Type type, String path) {
    LogicalType logical = LogicalTypes.fromSchemaIgnoreInvalid(schema);
    TypeID id = type.typeId();
    Column column =
        switch (schema.getType()) {
          case BOOLEAN -> id == TypeID.BOOLEAN ? value -> value : null;
          case INT -> ofInt(logical, id, path);
          case LONG -> ofLong(logical, type, path);
          case FLOAT ->
              switch (id) {
                case FLOAT -> value -> value;
                case DOUBLE -> value -> ((Float) value).doubleValue();
                default -> null;
              };
          case DOUBLE -> id == TypeID.DOUBLE ? value -> value : null;
          case STRING, ENUM -> id == TypeID.STRING ? value -> Given.stored(value.toString()) : null;
          case BYTES, FIXED -> ofBytes(logical, type, path);
          default -> null;
        };
    return Optional.ofNullable(column);
  }

  /** The hash of a text, in the form in which a column would have it, of bytes, or of JSON text. */
  static Column hashed(Schema schema, KeyedHash hash, String path) {
    List<Schema> branches = schema.isUnion() ? schema.getTypes() : List.of(schema);
    List<Column> stored =
        branches.stream()
            .map(branch -> of(branch, StringType.get(), path).orElse(AvroScalars::bytesOrJson))
            .toList();
    return value -> {
      if (value == null) {
        return null;
      }
      int branch = schema.isUnion() ? AVRO.resolveUnion(schema, value) : 0;
      Object hashed = stored.get(branch).of(value);
      return hashed instanceof byte[] bytes ? hash.of(bytes) : hash.of(hashed.toString());
    };
  }

  private static Object bytesOrJson(Object value) {
    return value instanceof ByteBuffer || value instanceof GenericFixed
        ? ValueHash.copy(bytes(value))
        : AVRO.toString(value);
  }

  private static Column ofInt(LogicalType logical, TypeID type, String path) {
    if (logical instanceof LogicalTypes.Date) {
      return type == TypeID.DATE ? value -> value : null;
    }
    if (logical instanceof LogicalTypes.TimeMillis) {
      return type == TypeID.TIME ? value -> timeOfDay((Integer) value, path) : null;
    }
    return switch (type) {
      case INTEGER -> value -> value;
      case LONG -> value -> ((Integer) value).longValue();
      case DOUBLE -> value -> ((Integer) value).doubleValue();
      default -> null;
    };
  }

  private static Object timeOfDay(int millis, String path) throws UnstorableException {
    if (millis < 0 || millis >= DAY) {
      throw UnstorableException.of(path, millis, TypeID.TIME);
    }
    return millis * 1000L;
  }

  private static Column ofLong(LogicalType logical, Type type, String path) {
    return switch (logical == null ? "" : logical.getName()) {
      case "timestamp-millis" -> isTime(type, true) ? value -> micros((Long) value, path) : null;
      case "timestamp-micros" -> isTime(type, true) ? value -> value : null;
      case "local-timestamp-millis" ->
          isTime(type, false) ? value -> micros((Long) value, path) : null;
      case "local-timestamp-micros" -> isTime(type, false) ? value -> value : null;
      default -> type.typeId() == TypeID.LONG ? value -> value : null;
    };
  }

  private static boolean isTime(Type type, boolean isInstant) {
    return type instanceof TimestampType time && time.shouldAdjustToUTC() == isInstant;
  }

  private static Object micros(long millis, String path) throws UnstorableException {
    if (millis > Long.MAX_VALUE / 1000 || millis < Long.MIN_VALUE / 1000) {
      throw UnstorableException.of(path, millis, TypeID.TIMESTAMP);
    }
    return millis * 1000;
  }

  private static Column ofBytes(LogicalType logical, Type type, String path) {
    if (logical instanceof LogicalTypes.Decimal decimal) {
      int scale = decimal.getScale();
      if (decimal.getPrecision() > MOST_DIGITS) {
        return type.typeId() == TypeID.STRING
            ? value -> number(value, scale).toPlainString()
            : null;
      }
      return type instanceof DecimalType column
          ? value -> fitted(number(value, scale), column, path)
          : null;
    }
    if (logical instanceof LogicalTypes.Uuid) {
      return type.typeId() == TypeID.STRING ? value -> uuid(bytes(value)) : null;
    }
    return type.typeId() == TypeID.BINARY ? AvroScalars::bytes : null;
  }

  /** The number of an unscaled value; 0 if it has no bytes. */
  private static BigDecimal number(Object value, int scale) {
    byte[] digits = new byte[bytes(value).remaining()];
    bytes(value).get(digits);
    return new BigDecimal(digits.length == 0 ? BigInteger.ZERO : new BigInteger(digits), scale);
  }

  /** The number with the column's scale. */
  static BigDecimal fitted(BigDecimal number, DecimalType column, String path)
      throws UnstorableException {
    try {
      BigDecimal fitted = number.setScale(column.scale());
      if (fitted.precision() <= column.precision()) {
        return fitted;
      }
    } catch (ArithmeticException e) {
      // It has more decimals.
    }
    throw UnstorableException.of(path, number, column);
  }

  private static Object uuid(ByteBuffer bytes) {
    return new UUID(bytes.getLong(), bytes.getLong()).toString();
  }

  /** The bytes of a value; each call returns a buffer of its own. */
  static ByteBuffer bytes(Object value) {
    return value instanceof GenericFixed fixed
        ? ByteBuffer.wrap(fixed.bytes())
        : ((ByteBuffer) value).duplicate();
  }
}
