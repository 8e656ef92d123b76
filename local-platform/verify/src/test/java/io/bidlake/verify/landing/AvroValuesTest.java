package io.bidlake.verify.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.DecimalType;
import org.apache.iceberg.types.Types.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The column of each type of Avro, in one field {@code f}. */
class AvroValuesTest {

  private static final LocalDateTime TIME = LocalDateTime.parse("2026-03-01T12:30:00.123456");

  /**
   * A value and its column.
   *
   * @param schema the schema of the field
   * @param sent the value in Avro
   * @param column the type of the column
   * @param stored the value in the table
   * @param another another value of the column
   */
  record Case(String schema, Object sent, Type column, Object stored, Object another) {
    @Override
    public String toString() {
      return schema + " in " + column;
    }
  }

  private static String logical(String type, String logical) {
    return "{\"type\":\"%s\",\"logicalType\":\"%s\"}".formatted(type, logical);
  }

  private static ByteBuffer bytes(int... values) {
    return io.bidlake.verify.TestLake.bytes(values);
  }

  private static String decimal(int precision, int scale) {
    return "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":%d,\"scale\":%d}"
        .formatted(precision, scale);
  }

  private static ByteBuffer unscaled(String number) {
    return ByteBuffer.wrap(new BigInteger(number).toByteArray());
  }

  static Stream<Case> values() {
    return Stream.of(
        new Case("\"boolean\"", true, Types.BooleanType.get(), true, false),
        new Case("\"int\"", 7, Types.IntegerType.get(), 7, 8),
        new Case("\"int\"", 7, Types.LongType.get(), 7L, 8L),
        new Case("\"int\"", 7, Types.DoubleType.get(), 7.0, 7.5),
        new Case("\"long\"", 7L, Types.LongType.get(), 7L, null),
        new Case("\"float\"", 0.1f, Types.FloatType.get(), 0.1f, 0.2f),
        new Case("\"float\"", 0.1f, Types.DoubleType.get(), (double) 0.1f, 0.1),
        new Case("\"double\"", Double.NaN, Types.DoubleType.get(), Double.NaN, 0.0),
        new Case("\"double\"", -0.0, Types.DoubleType.get(), -0.0, 0.0),
        new Case("\"string\"", "a", Types.StringType.get(), "a", "A"),
        new Case("\"string\"", "", Types.StringType.get(), "", null),
        new Case(
            "\"string\"",
            new Utf8(new byte[] {'a', (byte) 0xff, 0}),
            Types.StringType.get(),
            "a\uFFFD\uFFFD",
            "a"),
        new Case("\"bytes\"", bytes(1, 2), Types.BinaryType.get(), bytes(1, 2), bytes(1, 3)),
        new Case("\"bytes\"", bytes(), Types.BinaryType.get(), bytes(), null),
        new Case(logical("int", "date"), 20_513, Types.DateType.get(), day(20_513), day(20_514)),
        new Case(
            logical("int", "time-millis"),
            1_500,
            Types.TimeType.get(),
            LocalTime.ofSecondOfDay(1).plusNanos(500_000_000),
            LocalTime.NOON),
        new Case(logical("long", "time-micros"), 5L, Types.LongType.get(), 5L, 6L),
        new Case(
            logical("long", "timestamp-millis"),
            micros() / 1000,
            TimestampType.withZone(),
            TIME.minusNanos(456_000).atOffset(ZoneOffset.UTC),
            TIME.atOffset(ZoneOffset.UTC)),
        new Case(
            logical("long", "timestamp-micros"),
            micros(),
            TimestampType.withZone(),
            TIME.atOffset(ZoneOffset.UTC),
            TIME.minusNanos(456_000).atOffset(ZoneOffset.UTC)),
        new Case(
            logical("long", "local-timestamp-micros"),
            micros(),
            TimestampType.withoutZone(),
            TIME,
            TIME.plusDays(1)),
        new Case(logical("long", "timestamp-nanos"), 5L, Types.LongType.get(), 5L, 6L),
        new Case(logical("string", "uuid"), "x", Types.StringType.get(), "x", "y"),
        new Case(
            decimal(9, 2),
            unscaled("-1250"),
            DecimalType.of(12, 2),
            new BigDecimal("-12.50"),
            new BigDecimal("12.50")),
        new Case(
            decimal(50, 45),
            unscaled("1"),
            Types.StringType.get(),
            "0." + "0".repeat(44) + "1",
            "1E-45"));
  }

  private static long micros() {
    return TIME.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + 123_456;
  }

  private static LocalDate day(long day) {
    return LocalDate.ofEpochDay(day);
  }

  @ParameterizedTest
  @MethodSource("values")
  void isComparedByItsColumn(Case each) {
    assertThat(compared(each, each.stored())).isTrue();
    assertThat(compared(each, each.another())).isFalse();
  }

  private static boolean compared(Case each, Object stored) {
    TestLanding landing = new TestLanding(TestLanding.column(1, "f", each.column()));
    int id =
        landing.register(
            """
            {"type":"record","name":"R","fields":[{"name":"f","type":["null",%s]}]}
            """
                .formatted(each.schema()));
    GenericRecord record = new GenericData.Record(landing.schema(id));
    record.put("f", each.sent());
    landing.append(
        landing.row(landing.send(id, record), java.util.Collections.singletonMap("f", stored)),
        landing.row(landing.send(id, new GenericData.Record(landing.schema(id))), Map.of()));
    boolean agrees = landing.result().agrees();
    assertThat(landing.run().differences()).hasSize(agrees ? 0 : 1);
    return agrees;
  }

  static Stream<Case> misfits() {
    return Stream.of(
        new Case("\"long\"", 7L, Types.IntegerType.get(), null, 7),
        new Case("\"long\"", 7L, Types.DoubleType.get(), null, 7.0),
        new Case("\"double\"", 0.5, Types.FloatType.get(), null, 0.5f),
        new Case("\"int\"", 7, Types.StringType.get(), null, "7"),
        new Case("\"string\"", "7", Types.IntegerType.get(), null, 7),
        new Case("\"int\"", 7, Types.DateType.get(), null, day(7)),
        new Case(
            logical("long", "timestamp-micros"), micros(), TimestampType.withoutZone(), null, TIME),
        new Case(
            logical("long", "timestamp-millis"),
            Long.MAX_VALUE,
            TimestampType.withZone(),
            null,
            Instant.EPOCH.atOffset(ZoneOffset.UTC)),
        new Case(decimal(9, 2), unscaled("1"), DecimalType.of(9, 1), null, new BigDecimal("0.1")),
        new Case(
            decimal(9, 2),
            unscaled("9".repeat(12)),
            DecimalType.of(9, 2),
            null,
            new BigDecimal("1.00")));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void mustBeADeadLetterWhereItsColumnHasAnotherType(Case each) {
    assertThat(compared(each, null)).isFalse();
    assertThat(compared(each, each.another())).isFalse();

    TestLanding landing = new TestLanding(TestLanding.column(1, "f", each.column()));
    int id =
        landing.register(
            """
            {"type":"record","name":"R","fields":[{"name":"f","type":%s}]}
            """
                .formatted(each.schema()));
    GenericRecord record = new GenericData.Record(landing.schema(id));
    record.put("f", each.sent());
    landing.bury(landing.send(id, record), "IRRECONCILABLE");
    assertThat(landing.result().agrees()).isTrue();
  }
}
