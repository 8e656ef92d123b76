package io.bidlake.verify.landing;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.verify.base.CannotVerifyException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.BooleanType;
import org.apache.iceberg.types.Types.DateType;
import org.apache.iceberg.types.Types.DecimalType;
import org.apache.iceberg.types.Types.DoubleType;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.StringType;
import org.apache.iceberg.types.Types.StructType;
import org.apache.iceberg.types.Types.TimestampType;
import org.junit.jupiter.api.Test;

/** The columns of JSON, in one member {@code f}. */
class JsonValuesTest {

  private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-03-01T12:00:00.5Z");

  private TestLanding landing;

  private boolean agrees(String json, Type column, Object stored) {
    return agrees(json, column, stored, "{}");
  }

  private boolean agrees(String json, Type column, Object stored, String rule) {
    landing = new TestLanding(TestLanding.column(1, "f", column));
    landing.rule(rule);
    landing.land("{\"f\":" + json + "}", Collections.singletonMap("f", stored));
    return landing.result().agrees();
  }

  @Test
  void scalarsHaveTheirOwnTypes() {
    assertThat(agrees("true", BooleanType.get(), true)).isTrue();
    assertThat(agrees("true", BooleanType.get(), false)).isFalse();
    assertThat(agrees("9223372036854775807", LongType.get(), Long.MAX_VALUE)).isTrue();
    assertThat(agrees("1.5", DoubleType.get(), 1.5)).isTrue();
    assertThat(agrees("1", DoubleType.get(), 1.0)).isTrue();
    assertThat(agrees("-0.0", DoubleType.get(), -0.0)).isTrue();
    assertThat(agrees("-0.0", DoubleType.get(), 0.0)).isFalse();
    assertThat(agrees("\"a\\u00e9\"", StringType.get(), "a\u00e9")).isTrue();
    assertThat(agrees("\"\"", StringType.get(), null)).isFalse();
    assertThat(agrees("null", StringType.get(), null)).isTrue();
  }

  @Test
  void mustBeADeadLetterWhereItsColumnHasAnotherType() {
    assertThat(agrees("9223372036854775808", LongType.get(), Long.MAX_VALUE)).isFalse();
    assertThat(agrees("1.5", LongType.get(), 1L)).isFalse();
    assertThat(agrees("1", StringType.get(), "1")).isFalse();
    assertThat(agrees("\"1\"", LongType.get(), 1L)).isFalse();
    assertThat(agrees("{\"a\":1}", LongType.get(), null)).isFalse();

    landing.bury(landing.send("{\"f\":[1]}"), "IRRECONCILABLE");
    assertThat(landing.result().letters()).containsEntry("IRRECONCILABLE", 1L);
    assertThat(landing.result().wrongLetters()).isZero();
  }

  @Test
  void isNullWhereItTellsNoTypeAndNoRuleDoes() {
    Type list = ListType.ofOptional(20, LongType.get());
    assertThat(agrees("[]", list, null)).isTrue();
    assertThat(agrees("[]", list, List.of())).isFalse();
    assertThat(agrees("[]", list, List.of(), "{\"columns\": {\"f\": \"list<long>\"}}")).isTrue();
    assertThat(agrees("{\"a\":[[null]]}", LongType.get(), null)).isTrue();
    assertThat(agrees("[{},1]", list, null)).isFalse();
  }

  @Test
  void textsAreStoredWithoutNul() {
    assertThat(agrees("\"a\\u0000b\"", StringType.get(), "a\uFFFDb")).isTrue();
    assertThat(agrees("\"a\\u0000b\"", StringType.get(), "ab")).isFalse();
  }

  @Test
  void bytesThatAreNotUtf8AreEitherRepairedOrADeadLetter() {
    landing = new TestLanding(TestLanding.column(1, "f", StringType.get()));
    byte[] value = "{\"f\":\"a?\"}".getBytes(StandardCharsets.UTF_8);
    value[7] = (byte) 0xff;
    landing.append(landing.row(landing.send(value), Map.of("f", "a\uFFFD")));
    landing.bury(landing.send(value), "MALFORMED");
    assertThat(landing.differences()).isEmpty();

    landing.append(landing.row(landing.send(value), Map.of("f", "a?")));
    assertThat(landing.result().differing()).isEqualTo(1);
  }

  @Test
  void whatNotEveryParserAcceptsIsARowOrADeadLetter() {
    landing = new TestLanding(TestLanding.column(1, "f", DoubleType.get()));
    String third = "0." + "3".repeat(2_000);
    for (String value :
        List.of(
            "{\"f\":1.5,\"g\":[{\"a\":null,\"a\":null}]}",
            "\uFEFF{\"f\":1.5}",
            "{\"f\":" + third + "}")) {
      landing.bury(landing.send(value), "MALFORMED");
    }
    landing.land("\uFEFF{\"f\":1.5}", Map.of("f", 1.5));
    landing.land("{\"f\":2.5,\"f\":1.5}", Map.of("f", 1.5));
    landing.land("{\"f\":" + third + "}", Map.of("f", 1.0 / 3));
    assertThat(landing.differences()).isEmpty();
  }

  @Test
  void objectsAndArraysAreNested() {
    landing =
        new TestLanding(
            TestLanding.column(
                1,
                "f",
                ListType.ofOptional(20, StructType.of(optional(21, "_1_a_b", LongType.get())))));
    var struct = landing.struct("f.element", Map.of("_1_a_b", 3L));
    landing.land("{\"F\":[{\"1 a.b\":3},null]}", Map.of("f", Arrays.asList(struct, null)));
    assertThat(landing.differences()).isEmpty();

    landing.land("{\"F\":[{\"1 a.b\":4},null]}", Map.of("f", Arrays.asList(struct, null)));
    landing.land("{\"F\":[{\"1 a.b\":3}]}", Map.of("f", Arrays.asList(struct, null)));
    assertThat(landing.result().differing()).isEqualTo(2);
  }

  @Test
  void rulesGiveTheTypesOfColumns() {
    assertThat(typed("\"2026-03-01T13:00:00.5+01:00\"", TimestampType.withZone(), NOON)).isTrue();
    assertThat(typed("1772366400500", TimestampType.withZone(), NOON)).isTrue();
    assertThat(typed("1772366400501", TimestampType.withZone(), NOON)).isFalse();
    assertThat(typed("\"2026-03-01\"", DateType.get(), LocalDate.parse("2026-03-01"))).isTrue();
    assertThat(typed("\"soon\"", DateType.get(), LocalDate.parse("2026-03-01"))).isFalse();
    assertThat(typed("1.5", DecimalType.of(9, 2), new BigDecimal("1.50"))).isTrue();
    assertThat(typed("1.555", DecimalType.of(9, 2), new BigDecimal("1.56"))).isFalse();
    assertThat(typed("1e999999999", DecimalType.of(9, 2), new BigDecimal("1.00"))).isFalse();
    MapType map = MapType.ofOptional(20, 21, StringType.get(), StringType.get());
    assertThat(typed("{\"a b\":\"x\"}", map, Map.of("a b", "x"))).isTrue();
    assertThat(typed("{\"a b\":\"x\"}", map, Map.of("a_b", "x"))).isFalse();
  }

  @Test
  void aStringByRuleTakesAnyValueAsJsonText() {
    String object = "{ \"b\" : [1.0, 1e2, \"x\\u0000\"], \"a\" : true }";
    String stored = "{\"b\":[1.0,100.0,\"x\\u0000\"],\"a\":true}";

    assertThat(typed(object, StringType.get(), stored)).isTrue();
    assertThat(typed(object, StringType.get(), stored.replace("true", "false"))).isFalse();
    assertThat(typed("17", StringType.get(), "17")).isTrue();
    assertThat(typed("true", StringType.get(), "true")).isTrue();
    assertThat(typed("\"text\"", StringType.get(), "text")).isTrue();
    assertThat(typed("\"{\\\"a\\\": 1}\"", StringType.get(), "{\"a\": 1}")).isTrue();
    assertThat(typed("\"text\"", StringType.get(), "\"text\"")).isFalse();
  }

  private boolean typed(String json, Type column, Object stored) {
    return agrees(json, column, stored, "{columns: {f: " + column + "}}");
  }

  @Test
  void aHashNeedsAKey() {
    landing = new TestLanding(TestLanding.column(1, "f", StringType.get()));
    landing.rule("{hash: [f]}");
    landing.send("{\"f\":\"x\"}");

    assertThatThrownBy(() -> landing.runWithKey(""))
        .isInstanceOf(CannotVerifyException.class)
        .hasMessageStartingWith("landing.hash-key must be set");
  }

  @Test
  void membersOfOneColumnMustBeADeadLetter() {
    landing = new TestLanding(TestLanding.column(1, "a_b", LongType.get()));
    landing.bury(landing.send("{\"a.b\":1,\"a b\":2}"), "NAME_COLLISION");
    landing.land("{\"a.b\":1,\"a b\":null}", Map.of("a_b", 1L));
    assertThat(landing.differences()).isEmpty();

    landing.land("{\"a.b\":1,\"a b\":2}", Map.of("a_b", 1L));
    assertThat(landing.result().differing()).isEqualTo(1);
  }

  @Test
  void onlyOneObjectIsARecord() {
    landing = new TestLanding();
    for (String value : List.of("[]", "1", "{}{}", "{} x", "  ")) {
      landing.bury(landing.send(value), "MALFORMED");
    }
    landing.land(" {} ", Map.of());
    assertThat(landing.differences()).isEmpty();
  }

  @Test
  void aRuleCanFixTheFormat() {
    landing = new TestLanding(TestLanding.column(1, "f", LongType.get()));
    landing.rule("{format: avro}");
    landing.bury(landing.send("{\"f\":1}"), "NOT_WIRE_FORMAT");
    assertThat(landing.differences()).isEmpty();

    landing.rule("{format: json}");
    assertThat(landing.result().wrongLetters()).isEqualTo(1);
  }
}
