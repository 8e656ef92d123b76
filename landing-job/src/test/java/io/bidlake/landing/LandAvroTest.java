package io.bidlake.landing;

import static io.bidlake.landing.LandingRun.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.testing.InJvmRegistry;
import io.bidlake.testing.WireMessages;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Lands Avro records of many schemas. */
class LandAvroTest {

  @RegisterExtension static final MiniClusterExtension FLINK = Flink.cluster();

  private static final String TOPIC = "events.clicks";

  @TempDir Path folder;
  private final InJvmRegistry registry = new InJvmRegistry();
  private LandingRun run;

  @BeforeEach
  void prepare() {
    run = new LandingRun(folder, registry.settings());
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void createsATableWithTheColumnsOfTheKafkaRecordAndThoseOfTheSchema() throws Exception {
    var record = of(0, "[{\"name\": \"id\", \"type\": \"string\"}]", Map.of("id", "a"));
    record.key = new byte[] {1, 2};
    record.partition = 3;
    record.headerKeys = new String[] {"source", "empty"};
    record.headerValues = new byte[][] {{7}, null};

    run.land(List.of(record));

    assertThat(run.tables()).containsExactly("events_clicks");
    assertThat(run.table("events_clicks").properties()).containsEntry("bidlake.topic", TOPIC);
    assertThat(run.table("events_clicks").spec().fields())
        .singleElement()
        .hasToString("1000: kafka_timestamp_day: day(4)");
    Record row = run.rows("events_clicks").get(0);
    assertThat(row.struct().fields().stream().map(NestedField::name))
        .containsExactly(
            "kafka_topic",
            "kafka_partition",
            "kafka_offset",
            "kafka_timestamp",
            "kafka_key",
            "kafka_headers",
            "kafka_schema_id",
            "id");
    assertThat(row.getField("kafka_topic")).isEqualTo(TOPIC);
    assertThat(row.getField("kafka_partition")).isEqualTo(3);
    assertThat(row.getField("kafka_offset")).isEqualTo(0L);
    assertThat(row.getField("kafka_timestamp"))
        .isEqualTo(Instant.ofEpochMilli(record.timestamp).atOffset(ZoneOffset.UTC));
    assertThat(row.getField("kafka_key")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat((List<?>) row.getField("kafka_headers"))
        .map(header -> ((Record) header).getField("key"))
        .containsExactly("source", "empty");
    assertThat((List<?>) row.getField("kafka_headers"))
        .map(header -> ((Record) header).getField("value"))
        .containsExactly(ByteBuffer.wrap(new byte[] {7}), null);
    assertThat(row.getField("kafka_schema_id")).isEqualTo(1);
    assertThat(row.getField("id")).isEqualTo("a");
  }

  @Test
  void addsFieldsWidensTypesAndKeepsTheColumnsOfRemovedFields() throws Exception {
    run.land(
        List.of(
            of(
                0,
                "[{\"name\": \"id\", \"type\": \"int\"}, {\"name\": \"old\", \"type\": \"float\"}]",
                Map.of("id", 1, "old", 0.5f)),
            of(
                1,
                "[{\"name\": \"new\", \"type\": [\"null\", \"string\"]}, {\"name\": \"id\", \"type\": \"long\"}]",
                Map.of("id", 1L << 40, "new", "x")),
            of(2, "[{\"name\": \"old\", \"type\": \"double\"}]", Map.of("old", 0.1))));

    List<Record> rows = run.rows("events_clicks");
    assertThat(rows).map(row -> row.getField("id")).containsExactly(1L, 1L << 40, null);
    assertThat(rows).map(row -> row.getField("old")).containsExactly(0.5, null, 0.1);
    assertThat(rows).map(row -> row.getField("new")).containsExactly(null, "x", null);
    assertThat(run.deadLetters()).isEmpty();
  }

  @Test
  void makesDeadLettersOfWhatCannotBeReconciledAndGoesOn() throws Exception {
    run.land(
        List.of(
            of(0, "[{\"name\": \"price\", \"type\": \"string\"}]", Map.of("price", "1.5")),
            of(1, "[{\"name\": \"price\", \"type\": \"double\"}]", Map.of("price", 1.5)),
            of(2, "[{\"name\": \"price\", \"type\": \"string\"}]", Map.of("price", "2.5")),
            record(
                "events.others",
                3,
                of(0, "[{\"name\": \"a\", \"type\": \"int\"}]", Map.of("a", 1)).value)));

    assertThat(run.rows("events_clicks"))
        .map(row -> row.getField("price"))
        .containsExactly("1.5", "2.5");
    assertThat(run.rows("events_others")).hasSize(1);
    Record letter = run.deadLetters().get(0);
    assertThat(run.deadLetters()).hasSize(1);
    assertThat(letter.getField("reason")).isEqualTo("IRRECONCILABLE");
    assertThat(letter.getField("topic")).isEqualTo(TOPIC);
    assertThat(letter.getField("offset")).isEqualTo(1L);
    assertThat(letter.getField("error"))
        .isEqualTo("column price must be string, as it is in the table, was double");
  }

  @Test
  void storesAllTypesOfAvro() throws Exception {
    String fields =
        """
        [{"name": "flag", "type": "boolean"},
         {"name": "raw", "type": "bytes"},
         {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 2}},
         {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
         {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
         {"name": "huge", "type": {"type": "bytes", "logicalType": "decimal", "precision": 50, "scale": 1}},
         {"name": "day", "type": {"type": "int", "logicalType": "date"}},
         {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
         {"name": "exactly", "type": {"type": "long", "logicalType": "timestamp-micros"}},
         {"name": "locally", "type": {"type": "long", "logicalType": "local-timestamp-millis"}},
         {"name": "nanos", "type": {"type": "long", "logicalType": "timestamp-nanos"}},
         {"name": "noon", "type": {"type": "int", "logicalType": "time-millis"}},
         {"name": "tags", "type": {"type": "array", "items": "string"}},
         {"name": "counts", "type": {"type": "map", "values": "long"}},
         {"name": "either", "type": ["null", "string", "long"]},
         {"name": "number", "type": ["int", "long"]},
         {"name": "place", "type": {"type": "record", "name": "Place", "fields": [
             {"name": "city", "type": "string"},
             {"name": "within", "type": ["null", "Place"]}]}},
         {"name": "nothing", "type": {"type": "record", "name": "Empty", "fields": []}},
         {"name": "none", "type": "null"}]
        """;
    Schema schema = schema(fields);
    GenericRecord inner = new GenericData.Record(schema.getField("place").schema());
    inner.put("city", "Rome");
    GenericRecord outer = new GenericData.Record(schema.getField("place").schema());
    outer.put("city", "Italy");
    outer.put("within", inner);
    GenericRecord value = new GenericData.Record(schema);
    value.put("flag", true);
    value.put("raw", ByteBuffer.wrap(new byte[] {1}));
    value.put("hash", new GenericData.Fixed(schema.getField("hash").schema(), new byte[] {2, 3}));
    value.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "B"));
    value.put("amount", ByteBuffer.wrap(new BigDecimal("12.34").unscaledValue().toByteArray()));
    value.put("huge", ByteBuffer.wrap(new BigDecimal("-5.5").unscaledValue().toByteArray()));
    value.put("day", 1);
    value.put("at", 1L);
    value.put("exactly", 1L);
    value.put("locally", 2L);
    value.put("nanos", 3L);
    value.put("noon", 43_200_000);
    value.put("tags", List.of("x", "y"));
    value.put("counts", Map.of("k", 5L));
    value.put("either", 7L);
    value.put("number", 8);
    value.put("place", outer);
    value.put("nothing", new GenericData.Record(schema.getField("nothing").schema()));

    run.land(List.of(record(TOPIC, 0, WireMessages.of(registry.add(schema), value))));

    assertThat(run.deadLetters()).isEmpty();
    Record row = run.rows("events_clicks").get(0);
    assertThat(
            row.struct().fields().stream()
                .skip(7)
                .map(Object::toString)
                .map(text -> text.replaceAll("^\\d+: ", "").replaceAll("\\d+: ", "")))
        .containsExactly(
            "flag: optional boolean",
            "raw: optional binary",
            "hash: optional binary",
            "kind: optional string",
            "amount: optional decimal(9, 2)",
            "huge: optional string",
            "day: optional date",
            "at: optional timestamptz",
            "exactly: optional timestamptz",
            "locally: optional timestamp",
            "nanos: optional long",
            "noon: optional time",
            "tags: optional list<string>",
            "counts: optional map<string, long>",
            "either: optional struct<string: optional string, long: optional long>",
            "number: optional long",
            "place: optional struct<city: optional string, within: optional string>");
    assertThat(row.getField("flag")).isEqualTo(true);
    assertThat(row.getField("kind")).isEqualTo("B");
    assertThat(row.getField("amount")).isEqualTo(new BigDecimal("12.34"));
    assertThat(row.getField("huge")).isEqualTo("-5.5");
    assertThat(row.getField("day")).hasToString("1970-01-02");
    assertThat(row.getField("at")).hasToString("1970-01-01T00:00:00.001Z");
    assertThat(row.getField("exactly")).hasToString("1970-01-01T00:00:00.000001Z");
    assertThat(row.getField("locally")).hasToString("1970-01-01T00:00:00.002");
    assertThat(row.getField("noon")).hasToString("12:00");
    assertThat(row.getField("tags")).isEqualTo(List.of("x", "y"));
    assertThat(row.getField("counts")).isEqualTo(Map.of("k", 5L));
    assertThat(((Record) row.getField("either")).getField("long")).isEqualTo(7L);
    assertThat(((Record) row.getField("either")).getField("string")).isNull();
    assertThat(row.getField("number")).isEqualTo(8L);
    assertThat(((Record) row.getField("place")).getField("within"))
        .isEqualTo("{\"city\": \"Rome\", \"within\": null}");
  }

  private io.bidlake.landing.topics.TopicRecord of(
      long offset, String fields, Map<String, Object> values) {
    Schema schema = schema(fields);
    GenericRecord value = new GenericData.Record(schema);
    values.forEach(value::put);
    return record(TOPIC, offset, WireMessages.of(registry.add(schema), value));
  }

  private static Schema schema(String fields) {
    return new Schema.Parser()
        .parse("{\"type\": \"record\", \"name\": \"Event\", \"fields\": %s}".formatted(fields));
  }
}
