package io.bidlake.verify.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.verify.report.LandingResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes a landing table, damages it, and looks whether the damage is found. */
class LandingReconciliationTest {

  private final TestLanding landing =
      new TestLanding(
          TestLanding.column(1, "id", Types.StringType.get()),
          TestLanding.column(2, "n", Types.LongType.get()));

  private void landThree() {
    for (int i = 0; i < 3; i++) {
      landing.land(
          "{\"id\":\"v%d\",\"n\":%d}".formatted(i, i), Map.of("id", "v" + i, "n", (long) i));
    }
  }

  @Test
  void passesATableThatHasWhatKafkaHas() {
    landThree();

    assertThat(landing.run().differences()).isEmpty();
    LandingResult result = landing.result();
    assertThat(result.agrees()).isTrue();
    assertThat(result.table()).isEqualTo("landing.events_views");
    assertThat(result.records()).isEqualTo(3);
    assertThat(result.rows()).isEqualTo(3);
  }

  @Test
  void findsALostRow() {
    landThree();
    landing.send("{\"id\":\"lost\"}");

    assertThat(landing.result().missing()).isEqualTo(1);
    assertThat(landing.differences())
        .containsExactly("events.views-0@4 missing: in Kafka, but neither a row nor a dead letter");
    assertThat(landing.run().differences().get(0).hour()).isEqualTo(TestLanding.NOON);
  }

  @Test
  void doesNotWaitForARecordAfterTheMark() {
    landThree();
    landing.sendAfterMark("{\"id\":\"on its way\"}");
    landing.append(landing.row(landing.sendAfterMark("{\"id\":\"there\"}"), Map.of("id", "there")));

    assertThat(landing.result().agrees()).isTrue();
    assertThat(landing.result().afterMark()).isEqualTo(2);
  }

  @Test
  void findsAWrongRowOfARecordAfterTheMark() {
    landing.append(landing.row(landing.sendAfterMark("{\"id\":\"there\"}"), Map.of("id", "no")));

    assertThat(landing.result().differing()).isEqualTo(1);
  }

  @Test
  void findsARepeatedRow() {
    ConsumerRecord<byte[], byte[]> sent = landing.send("{\"id\":\"v\"}");
    Record row = landing.row(sent, Map.of("id", "v"));
    landing.append(row, row);

    assertThat(landing.result().repeated()).isEqualTo(1);
    assertThat(landing.differences())
        .containsExactly("events.views-0@0 repeated: 2 rows of one record");
  }

  @Test
  void findsARowOfNoRecord() {
    landThree();
    // The offset of a transaction marker.
    Record row = landing.row(landing.send("{}"), Map.of());
    row.setField("kafka_offset", 2L);
    landing.append(row);

    assertThat(landing.result().unexpected()).isEqualTo(1);
    assertThat(landing.differences())
        .contains("events.views-0@2 unexpected: 1 row, no record in Kafka");
  }

  @Test
  void findsADifferentValue() {
    landing.land("{\"id\":\"v\",\"n\":7}", Map.of("id", "w", "n", 7L));

    assertThat(landing.result().differing()).isEqualTo(1);
    assertThat(landing.differences())
        .containsExactly("events.views-0@0 differs: id is 'v' in Kafka, 'w' in the lake");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kafka_topic", "kafka_timestamp", "kafka_key", "kafka_headers", "kafka_schema_id"})
  void findsADifferentPartOfKafka(String column) {
    landing.send("{}");
    Record row = landing.row(landing.send("{\"id\":\"v\"}"), Map.of("id", "v"));
    landing.append(landing.row(landing.send("{}"), Map.of()));
    row.setField(
        column,
        switch (column) {
          case "kafka_topic" -> "another";
          case "kafka_timestamp" ->
              TestLanding.NOON.plusNanos(1000).atOffset(java.time.ZoneOffset.UTC);
          case "kafka_schema_id" -> 9;
          default -> null;
        });
    landing.append(row);

    assertThat(landing.differences())
        .anyMatch(text -> text.startsWith("events.views-0@1 differs: " + column + " is "));
  }

  @Test
  void findsAFieldThatHasNoColumn() {
    landing.land("{\"id\":\"v\",\"extra\":[null,{\"x\":null}]}", Map.of("id", "v"));
    assertThat(landing.result().agrees()).isTrue();

    landing.land("{\"id\":\"v\",\"extra\":[null,{\"x\":1}]}", Map.of("id", "v"));

    assertThat(landing.differences())
        .containsExactly("events.views-0@1 a row that cannot be: extra has no column");
  }

  @Test
  void countsDeadLettersByReason() {
    landThree();
    landing.bury(landing.send("{\"id\":\"v\",\"n\":\"no number\"}"), "IRRECONCILABLE");
    landing.bury(landing.send("{\"id\":\"v\",\"another\":1}"), "OVER_LIMIT");
    landing.bury(landing.send("{\"id\":\"v\",\"ID\":\"w\"}"), "NAME_COLLISION");
    landing.bury(landing.send("{\"id\":\"v\"}"), "TABLE_UNWRITABLE");
    landing.bury(landing.send("{\"id\":"), "MALFORMED");
    landing.bury(landing.send((byte[]) null), "EMPTY");
    landing.bury(landing.send(new byte[] {0, 0}), "NOT_WIRE_FORMAT");
    landing.bury(landing.send(new byte[] {0, 0, 0, 0, 9, 1}), "UNKNOWN_SCHEMA");

    LandingResult result = landing.result();
    assertThat(result.agrees()).isTrue();
    assertThat(result.letters())
        .hasSize(8)
        .containsEntry("IRRECONCILABLE", 1L)
        .containsEntry("EMPTY", 1L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EMPTY",
        "NOT_WIRE_FORMAT",
        "UNKNOWN_SCHEMA",
        "INCOMPATIBLE_SCHEMA",
        "MALFORMED",
        "IMPOSSIBLE_TIME",
        "SOMETHING_ELSE"
      })
  void findsADeadLetterOfARecordThatCanBeRead(String reason) {
    landing.bury(landing.send("{\"id\":\"v\"}"), reason);

    assertThat(landing.result().wrongLetters()).isEqualTo(1);
    assertThat(landing.differences())
        .containsExactly(
            "events.views-0@0 a dead letter %s, but the record can be read".formatted(reason));
  }

  @Test
  void findsARecordThatIsBothRowAndDeadLetter() {
    ConsumerRecord<byte[], byte[]> sent = landing.send("{\"id\":\"v\"}");
    landing.append(landing.row(sent, Map.of("id", "v")));
    landing.bury(sent, "OVER_LIMIT");

    assertThat(landing.differences())
        .containsExactly("events.views-0@0 1 row and a dead letter OVER_LIMIT of one record");
  }

  @Test
  void findsARepeatedDeadLetterAndOneOfNoRecord() {
    ConsumerRecord<byte[], byte[]> sent = landing.send("{");
    landing.bury(sent, "MALFORMED");
    landing.bury(sent, "MALFORMED");
    ConsumerRecord<byte[], byte[]> none =
        new ConsumerRecord<>(TestLanding.TOPIC, 0, 77, new byte[0], new byte[0]);
    landing.bury(none, "MALFORMED");

    assertThat(landing.result().repeated()).isEqualTo(1);
    assertThat(landing.result().unexpected()).isEqualTo(1);
  }

  @Test
  void findsARowOfBytesThatCannotBeRead() {
    landing.land("{\"id\":", Map.of("id", "v"));

    assertThat(landing.differences())
        .singleElement()
        .asString()
        .startsWith("events.views-0@0 a row that cannot be: MALFORMED: ");
  }

  @Test
  void expectsADeadLetterForAnImpossibleTimeInKafka() {
    Instant early = Instant.parse("1999-01-01T00:00:00Z");
    byte[] value = "{\"id\":\"v\"}".getBytes(StandardCharsets.UTF_8);
    landing.bury(landing.send(value, early), "IMPOSSIBLE_TIME");
    assertThat(landing.result().agrees()).isTrue();

    landing.append(landing.row(landing.send(value, early), Map.of("id", "v")));
    assertThat(landing.result().differing()).isEqualTo(1);
  }

  @Test
  void acceptsADeadLetterForATimeThatIsAheadOfTheClock() {
    byte[] value = "{\"id\":\"v\"}".getBytes(StandardCharsets.UTF_8);
    landing.bury(
        landing.send(value, TestLanding.NOON.plus(Duration.ofDays(300))), "IMPOSSIBLE_TIME");

    assertThat(landing.result().agrees()).isTrue();
  }

  @Test
  void acceptsADeadLetterForAnImpossibleTimeByWhichTheTableIsPartitioned() {
    TestLanding days = new TestLanding(TestLanding.column(1, "at", Types.TimestampType.withZone()));
    days.rule("{partition-by: day(at), columns: {at: timestamptz}}");
    days.bury(days.send("{\"at\":\"1999-01-01T00:00:00Z\"}"), "IMPOSSIBLE_TIME");
    assertThat(days.result().agrees()).isTrue();

    byte[] possible = "{\"at\":\"2026-03-01T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8);
    days.bury(days.send(possible, TestLanding.NOON), "IMPOSSIBLE_TIME");
    assertThat(days.result().wrongLetters()).isEqualTo(1);
  }

  @Test
  void acceptsAnyDeadLetterThatWasSentAgain() {
    landing.bury(landing.sendAndRedrive("{\"id\":\"v\"}"), "UNKNOWN_SCHEMA");

    assertThat(landing.result().agrees()).isTrue();
  }

  @Test
  void doesNotCheckRowsOfRecordsThatKafkaHasDeleted() {
    landThree();
    landing.deleteBefore(3);

    assertThat(landing.result().agrees()).isTrue();
    assertThat(landing.result().notChecked()).isEqualTo(2);
    assertThat(landing.result().records()).isEqualTo(1);
  }

  @Test
  void doesNotCheckRowsOfRecordsThatKafkaHasCompacted() {
    landThree();
    landing.compact(1);
    assertThat(landing.result().agrees()).isTrue();
    assertThat(landing.result().notChecked()).isEqualTo(1);

    Record ahead = landing.row(landing.send("{}"), Map.of());
    ahead.setField("kafka_offset", 99L);
    landing.append(ahead);
    assertThat(landing.result().unexpected()).isEqualTo(1);
  }

  @Test
  void doesNotExpectRowsThatRetentionHasDeleted() {
    landing.rule("{retention: 30d}");
    byte[] value = "{\"id\":\"v\"}".getBytes(StandardCharsets.UTF_8);
    landing.send(value, TestLanding.NOON.minus(Duration.ofDays(30)));
    landing.send(value, TestLanding.NOON.minus(Duration.ofDays(28)));

    assertThat(landing.result().notChecked()).isEqualTo(1);
    assertThat(landing.result().missing()).isEqualTo(1);
  }

  @Test
  void findsNoTablesWhereThereIsNoNamespaceOrNoTopic() {
    assertThat(LandingTable.in(landing.catalog(), "another")).isEmpty();
    landing.table().updateProperties().remove("bidlake.topic").commit();
    assertThat(LandingTable.in(landing.catalog(), "landing")).isEmpty();
  }

  @Test
  void saysWhichColumnsOfKafkaAreMissing() {
    assertThat(LandingTable.in(landing.catalog(), "landing").get(0).problems()).isEmpty();
    landing.table().updateSchema().deleteColumn("kafka_key").commit();

    assertThat(LandingTable.in(landing.catalog(), "landing").get(0).problems())
        .containsExactly("table landing.events_views has no column kafka_key");
  }

  @Test
  void describesNoMoreThanTwentyOfAKind() {
    Map<String, Object> wrong = new HashMap<>(Map.of("id", "w"));
    for (int i = 0; i < 30; i++) {
      landing.land("{\"id\":\"v\"}", wrong);
    }

    assertThat(landing.result().differing()).isEqualTo(30);
    assertThat(landing.differences()).hasSize(20);
  }
}
