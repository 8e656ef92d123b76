package io.bidlake.landing;

import static io.bidlake.landing.LandingRun.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.landing.topics.TopicRecord;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.registry.WireFormat;
import io.bidlake.testing.InJvmRegistry;
import io.bidlake.testing.WireMessages;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Lands schemas and records that few would send. */
class LandOddAvroTest {

  @RegisterExtension static final MiniClusterExtension FLINK = Flink.cluster();

  private static final String TOPIC = "events.odd";
  private static final String TABLE = "events_odd";

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
  void storesAUnionOfRecordsAsAStructWithAFieldForEach() throws Exception {
    String fields =
        """
        [{"name": "who", "type": ["null",
            {"type": "record", "name": "User", "fields": [{"name": "id", "type": "string"}]},
            {"type": "record", "name": "Bot", "fields": [{"name": "score", "type": "int"}]}]}]
        """;
    Schema schema = schema(fields);
    GenericRecord bot = new GenericData.Record(schema.getField("who").schema().getTypes().get(2));
    bot.put("score", 7);

    run.land(List.of(of(0, fields, Map.of("who", bot)), of(1, fields, Map.of())));

    Record who = (Record) run.rows(TABLE).get(0).getField("who");
    assertThat(((Record) who.getField("bot")).getField("score")).isEqualTo(7);
    assertThat(who.getField("user")).isNull();
    assertThat(run.rows(TABLE).get(1).getField("who")).isNull();
  }

  @Test
  void refusesTwoFieldsOfOneColumnUntilARuleRenamesOne() throws Exception {
    String fields =
        "[{\"name\": \"id\", \"type\": \"int\"}, {\"name\": \"ID\", \"type\": \"int\"}]";
    run.land(List.of(of(0, fields, Map.of("id", 1, "ID", 2))));
    assertThat(run.deadLetters().get(0).getField("reason")).isEqualTo("NAME_COLLISION");
    assertThat(run.deadLetters().get(0).getField("error"))
        .isEqualTo("fields id and ID have the same column ID: rename or leave out one by a rule");

    run.withRules("topics: {events.odd: {rename: {ID: other}}}")
        .land(List.of(of(1, fields, Map.of("id", 1, "ID", 2))));

    assertThat(run.rows(TABLE)).map(row -> row.getField("other")).containsExactly(2);
  }

  @Test
  void leavesOutAndHashesFieldsOfRecordsInRecords() throws Exception {
    String fields =
        """
        [{"name": "devices", "type": {"type": "array", "items":
            {"type": "record", "name": "Device", "fields": [
                {"name": "ip", "type": "string"}, {"name": "ifa", "type": ["null", "string"]}]}}}]
        """;
    Schema device = schema(fields).getField("devices").schema().getElementType();
    GenericRecord one = new GenericData.Record(device);
    one.put("ip", "1.2.3.4");
    one.put("ifa", "i");
    GenericRecord other = new GenericData.Record(device);
    other.put("ip", "1.2.3.4");

    run.withRules("topics: {events.odd: {leave-out: devices.ip, hash: devices.ifa}}")
        .land(List.of(of(0, fields, Map.of("devices", List.of(one, other)))));

    List<?> devices = (List<?>) run.rows(TABLE).get(0).getField("devices");
    assertThat(((Record) devices.get(0)).struct().fields()).hasSize(1);
    assertThat(((Record) devices.get(0)).getField("ifa")).asString().hasSize(64);
    assertThat(((Record) devices.get(1)).getField("ifa")).isNull();
  }

  @Test
  void readsASchemaWithADefaultThatItsTypeDoesNotAllow() throws Exception {
    String text =
        "{\"type\": \"record\", \"name\": \"Event\", \"fields\": [{\"name\": \"n\", \"type\":"
            + " \"int\", \"default\": \"none\"}]}";
    GenericRecord value = new GenericData.Record(schema("[{\"name\": \"n\", \"type\": \"int\"}]"));
    value.put("n", 3);

    run.land(List.of(record(TOPIC, 0, WireMessages.of(registry.add(text, List.of()), value))));

    assertThat(run.rows(TABLE)).map(row -> row.getField("n")).containsExactly(3);
  }

  @Test
  void storesTextsThatAllEnginesCanRead() throws Exception {
    Utf8 broken = new Utf8(new byte[] {'a', (byte) 0xff, 0, 'b'});

    run.land(
        List.of(of(0, "[{\"name\": \"text\", \"type\": \"string\"}]", Map.of("text", broken))));

    assertThat(run.rows(TABLE).get(0).getField("text")).isEqualTo("a\uFFFD\uFFFDb");
  }

  @Test
  void storesAsManyColumnsAsASchemaHas() throws Exception {
    String fields =
        IntStream.range(0, 3_000)
            .mapToObj("{\"name\": \"field%d\", \"type\": [\"null\", \"long\"]}"::formatted)
            .collect(Collectors.joining(", ", "[", "]"));

    run.land(List.of(of(0, fields, Map.of("field2999", 5L))));

    assertThat(run.rows(TABLE).get(0).getField("field2999")).isEqualTo(5L);
  }

  @Test
  void makesDeadLettersOfWhatIsNoRecord() throws Exception {
    String fields =
        "[{\"name\": \"n\", \"type\": \"int\"}, {\"name\": \"e\", \"type\": {\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"X\"]}}]";
    byte[] good =
        of(
                0,
                fields,
                Map.of(
                    "n",
                    1,
                    "e",
                    new GenericData.EnumSymbol(schema(fields).getField("e").schema(), "X")))
            .value;
    byte[] badEnum = good.clone();
    badEnum[badEnum.length - 1] = 8;
    int noRecord = registry.add(Schema.create(Schema.Type.STRING));
    List<byte[]> values =
        List.of(
            good,
            new byte[0],
            new byte[] {0, 0},
            Arrays.copyOf(good, good.length - 1),
            Arrays.copyOf(good, good.length + 1),
            badEnum,
            WireFormat.header(9_999),
            WireFormat.header(noRecord),
            "text".getBytes(StandardCharsets.UTF_8),
            good);
    List<TopicRecord> records = new ArrayList<>();
    values.forEach(value -> records.add(record(TOPIC, records.size(), value)));

    run.land(records);

    assertThat(run.rows(TABLE)).hasSize(2);
    assertThat(run.deadLetters())
        .map(letter -> letter.getField("reason"))
        .containsExactly(
            "EMPTY",
            "NOT_WIRE_FORMAT",
            "MALFORMED",
            "MALFORMED",
            "MALFORMED",
            "UNKNOWN_SCHEMA",
            "INCOMPATIBLE_SCHEMA",
            "MALFORMED");
  }

  @Test
  void addsNoColumnsForBytesThatOnlyHaveTheIdOfAnotherSchema() throws Exception {
    int other = registry.add(schema("[{\"name\": \"other\", \"type\": \"string\"}]"));
    byte[] corrupt = WireFormat.header(other);

    run.land(
        List.of(
            of(0, "[{\"name\": \"n\", \"type\": \"int\"}]", Map.of("n", 1)),
            record(TOPIC, 1, corrupt)));

    assertThat(run.table(TABLE).schema().findField("other")).isNull();
    assertThat(run.deadLetters().get(0).getField("reason")).isEqualTo("MALFORMED");
  }

  @Test
  void makesADeadLetterOfADecimalWithMoreDigitsThanItsSchemaSays() throws Exception {
    String fields =
        "[{\"name\": \"d\", \"type\": {\"type\": \"bytes\", \"logicalType\": \"decimal\","
            + " \"precision\": 4, \"scale\": 2}}]";

    run.land(
        List.of(
            of(
                0,
                fields,
                Map.of("d", ByteBuffer.wrap(BigInteger.valueOf(123_456).toByteArray())))));

    assertThat(run.deadLetters().get(0).getField("error"))
        .isEqualTo("d must have at most 4 digits, was 1234.56");
  }

  @Test
  void failsAndTriesAgainWhenTheRegistryIsAway() {
    LandingRun away =
        new LandingRun(folder, new RegistrySettings("http://127.0.0.1:1", "", "", "", ""))
            .withoutRestarts();

    assertThatThrownBy(
            () ->
                away.land(List.of(of(0, "[{\"name\": \"n\", \"type\": \"int\"}]", Map.of("n", 1)))))
        .hasStackTraceContaining("RegistryUnavailableException");
  }

  private TopicRecord of(long offset, String fields, Map<String, Object> values) {
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
