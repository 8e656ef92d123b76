package io.bidlake.verify.columns;

import io.bidlake.verify.base.Micros;
import io.bidlake.verify.sender.Given;
import io.bidlake.verify.text.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Base64;
import java.util.Optional;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.DecimalType;
import org.apache.iceberg.types.Types.TimestampType;

/** Converts JSON's scalars to the values of columns. */
final class JsonScalars {

  /** Longer numbers are not converted: their exponents could take all memory. */
  private static final int LONGEST = 1_000;

  private static final long NANOS_IN_MICRO = 1_000;

  private JsonScalars() {}

  /** The value of a column; empty if its type cannot contain it. */
  static Optional<Object> of(Json json, Type type) {
    try {
      if (json instanceof Json.Text text) {
        return Optional.ofNullable(ofText(text.value(), type));
      }
      return json instanceof Json.Literal literal
          ? Optional.ofNullable(ofLiteral(literal, type))
          : Optional.empty();
    } catch (ArithmeticException
        | DateTimeException
        | IllegalArgumentException
        | UnstorableException e) {
      return Optional.empty();
    }
  }

  private static Object ofText(String text, Type type) throws UnstorableException {
    return switch (type.typeId()) {
      case STRING -> Given.stored(text);
      case DATE -> (int) LocalDate.from(time(text)).toEpochDay();
      case TIME -> LocalTime.parse(text).toNanoOfDay() / NANOS_IN_MICRO;
      case TIMESTAMP -> ofTime(time(text), ((TimestampType) type).shouldAdjustToUTC());
      case DECIMAL -> decimal(text, (DecimalType) type);
      case BINARY -> ByteBuffer.wrap(Base64.getDecoder().decode(text));
      default -> null;
    };
  }

  /** A date, or a date with a time of day, which may have an offset. */
  private static TemporalAccessor time(String text) {
    String iso = text.trim().replace(' ', 'T');
    return iso.indexOf('T') < 0
        ? LocalDate.parse(iso)
        : DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
  }

  private static Object ofTime(TemporalAccessor time, boolean isInstant) {
    if (time instanceof OffsetDateTime withOffset) {
      return isInstant
          ? Micros.of(withOffset)
          : Micros.of(withOffset.toLocalDateTime().atOffset(ZoneOffset.UTC));
    }
    LocalDateTime local =
        time instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) time;
    return Micros.of(local.atOffset(ZoneOffset.UTC));
  }

  private static Object ofLiteral(Json.Literal literal, Type type) throws UnstorableException {
    String source = literal.source();
    if (literal.isBoolean()) {
      return type.typeId() == Type.TypeID.BOOLEAN ? (Object) source.equals("true") : null;
    }
    return switch (type.typeId()) {
      case INTEGER -> isWhole(source) ? (Object) Integer.valueOf(source) : null;
      case LONG -> isWhole(source) ? (Object) Long.valueOf(source) : null;
      case FLOAT -> Float.valueOf(source);
      case DOUBLE -> Double.valueOf(source);
      case DECIMAL -> decimal(source, (DecimalType) type);
      case TIMESTAMP -> micros(source);
      default -> null;
    };
  }

  private static boolean isWhole(String number) {
    return number.length() <= LONGEST
        && number.indexOf('.') < 0
        && number.indexOf('e') < 0
        && number.indexOf('E') < 0;
  }

  private static Object decimal(String number, DecimalType column) throws UnstorableException {
    return number.length() > LONGEST
        ? null
        : AvroScalars.fitted(small(new BigDecimal(number.trim())), column, "");
  }

  /** Microseconds of a number of milliseconds since 1970. */
  private static Object micros(String millis) {
    BigDecimal micros = small(new BigDecimal(millis)).movePointRight(3);
    BigInteger whole = micros.setScale(0, RoundingMode.FLOOR).toBigInteger();
    return whole.longValueExact();
  }

  private static BigDecimal small(BigDecimal number) {
    if (Math.abs((long) number.scale()) > LONGEST) {
      throw new ArithmeticException("exponent");
    }
    return number;
  }
}
