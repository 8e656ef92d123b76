package io.bidlake.landing.avro;

import io.bidlake.landing.columns.Texts;
import io.bidlake.landing.columns.Times;
import io.bidlake.runtime.avro.BytesDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.DecimalType;

/** How values without parts are stored. */
final class ScalarValues {

  private static final int MOST_DIGITS = 38;
  private static final int UUID_BYTES = 16;

  private ScalarValues() {}

  /**
   * Returns how the values of a schema without parts are stored.
   *
   * @param path path of the field, for messages
   */
  static AvroValue of(Schema schema, String path) {
    AvroValue logical = ofLogicalType(schema, path);
    if (logical != null) {
      return logical;
    }
    return switch (schema.getType()) {
      case BOOLEAN -> AvroValue.of(Types.BooleanType.get(), BytesDecoder::readBoolean);
      case INT ->
          new AvroValue(
              ids -> Types.IntegerType.get(),
              column ->
                  switch (column.typeId()) {
                    case LONG -> in -> (long) in.readInt();
                    case DOUBLE -> in -> (double) in.readInt();
                    default -> BytesDecoder::readInt;
                  });
      case LONG -> AvroValue.of(Types.LongType.get(), BytesDecoder::readLong);
      case FLOAT ->
          new AvroValue(
              ids -> Types.FloatType.get(),
              column ->
                  column.typeId() == TypeID.DOUBLE
                      ? in -> (double) in.readFloat()
                      : BytesDecoder::readFloat);
      case DOUBLE -> AvroValue.of(Types.DoubleType.get(), BytesDecoder::readDouble);
      case STRING -> AvroValue.of(Types.StringType.get(), ScalarValues::text);
      case BYTES -> AvroValue.of(Types.BinaryType.get(), ScalarValues::bytes);
      case FIXED -> AvroValue.of(Types.BinaryType.get(), in -> fixed(in, schema.getFixedSize()));
      case ENUM -> ofEnum(schema);
      case NULL -> AvroValue.NOTHING;
      default -> throw new IllegalArgumentException("has parts: " + schema);
    };
  }

  private static AvroValue ofEnum(Schema schema) {
    StringData[] symbols =
        schema.getEnumSymbols().stream().map(Texts::of).toArray(StringData[]::new);
    return AvroValue.of(Types.StringType.get(), in -> symbols[in.readEnum()]);
  }

  /** Returns how a logical type is stored; null for none, or one without a meaning for columns. */
  private static AvroValue ofLogicalType(Schema schema, String path) {
    // Not by Schema.getLogicalType: with schemas of others it may be null though it is named.
    LogicalType known = LogicalTypes.fromSchemaIgnoreInvalid(schema);
    if (known == null) {
      return null;
    }
    if (known instanceof LogicalTypes.Decimal decimal) {
      return ofDecimal(decimal, schema, path);
    }
    return switch (known.getName()) {
      case "date" -> AvroValue.of(Types.DateType.get(), in -> Times.date(in.readInt(), path));
      case "time-millis" ->
          AvroValue.of(Types.TimeType.get(), in -> Times.time(in.readInt(), path));
      case "timestamp-millis" ->
          AvroValue.of(Types.TimestampType.withZone(), in -> Times.ofMillis(in.readLong(), path));
      case "timestamp-micros" ->
          AvroValue.of(Types.TimestampType.withZone(), in -> Times.ofMicros(in.readLong(), path));
      case "local-timestamp-millis" ->
          AvroValue.of(
              Types.TimestampType.withoutZone(), in -> Times.ofMillis(in.readLong(), path));
      case "local-timestamp-micros" ->
          AvroValue.of(
              Types.TimestampType.withoutZone(), in -> Times.ofMicros(in.readLong(), path));
      case "uuid" ->
          schema.getType() == Schema.Type.FIXED
              ? AvroValue.of(Types.StringType.get(), in -> uuid(fixed(in, UUID_BYTES)))
              : null;
      default -> null;
    };
  }

  private static AvroValue ofDecimal(LogicalTypes.Decimal decimal, Schema schema, String path) {
    int scale = decimal.getScale();
    boolean isFixed = schema.getType() == Schema.Type.FIXED;
    int size = isFixed ? schema.getFixedSize() : 0;
    if (decimal.getPrecision() > MOST_DIGITS) {
      return AvroValue.of(
          Types.StringType.get(),
          in ->
              Texts.of(
                  new BigDecimal(unscaled(isFixed ? fixed(in, size) : bytes(in)), scale)
                      .toPlainString()));
    }
    return new AvroValue(
        ids -> DecimalType.of(decimal.getPrecision(), scale),
        column -> {
          int precision = ((DecimalType) column).precision();
          return in -> {
            BigDecimal value =
                new BigDecimal(unscaled(isFixed ? fixed(in, size) : bytes(in)), scale);
            DecimalData stored = DecimalData.fromBigDecimal(value, precision, scale);
            if (stored == null) {
              throw new UndecodableRecordException(
                  Reason.IRRECONCILABLE,
                  "%s must have at most %d digits, was %s"
                      .formatted(path, precision, value.toPlainString()));
            }
            return stored;
          };
        });
  }

  private static BigInteger unscaled(byte[] bytes) {
    return bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
  }

  static StringData text(BytesDecoder in) throws IOException {
    return Texts.of(bytes(in));
  }

  private static byte[] bytes(BytesDecoder in) throws IOException {
    return in.readBytes(null).array();
  }

  private static byte[] fixed(BytesDecoder in, int size) throws IOException {
    byte[] bytes = new byte[size];
    in.readFixed(bytes, 0, size);
    return bytes;
  }

  private static StringData uuid(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return StringData.fromString(new UUID(buffer.getLong(), buffer.getLong()).toString());
  }
}
