package io.bidlake.verify.landing;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.IntegerType;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.StringType;
import org.apache.iceberg.types.Types.StructType;
import org.junit.jupiter.api.Test;

/** Records, lists, maps, unions, enums and recursion. */
class AvroStructuresTest {

  private TestLanding landing;
  private int id;

  private GenericRecord record(String fields, Types.NestedField... columns) {
    landing = new TestLanding(columns);
    id = landing.register("{\"type\":\"record\",\"name\":\"R\",\"fields\":[%s]}".formatted(fields));
    return new GenericData.Record(landing.schema(id));
  }

  private Schema field(String name) {
    return landing.schema(id).getField(name).schema();
  }

  private void land(GenericRecord record, Map<String, ?> fields) {
    landing.land(id, record, fields);
  }

  @Test
  void recordsAreStructsWhoseFieldsAreFoundWithoutRegardToCase() {
    GenericRecord record =
        record(
            """
            {"name":"Device","type":{"type":"record","name":"D","fields":[
              {"name":"OS","type":"string"},{"name":"none","type":"null"},
              {"name":"empty","type":{"type":"record","name":"E","fields":[]}}]}}
            """,
            TestLanding.column(1, "device", StructType.of(optional(20, "os", StringType.get()))));
    GenericRecord device = new GenericData.Record(field("Device"));
    device.put("OS", "linux");
    device.put("empty", new GenericData.Record(device.getSchema().getField("empty").schema()));
    record.put("Device", device);

    land(record, Map.of("device", landing.struct("device", Map.of("os", "linux"))));
    assertThat(landing.differences()).isEmpty();

    land(record, Map.of("device", landing.struct("device", Map.of("os", "Linux"))));
    land(record, Map.of("device", landing.struct("device", Map.of())));
    land(record, Map.of());
    assertThat(landing.differences())
        .hasSize(3)
        .contains(
            "events.views-0@1 differs: device is {os='linux'} in Kafka, {os='Linux'} in the lake");
  }

  @Test
  void listsAndMapsHaveTheirElements() {
    GenericRecord record =
        record(
            """
            {"name":"l","type":{"type":"array","items":["null","int"]}},
            {"name":"m","type":{"type":"map","values":"int"}},
            {"name":"e","type":{"type":"enum","name":"K","symbols":["A","B"]}}
            """,
            TestLanding.column(1, "l", ListType.ofOptional(20, LongType.get())),
            TestLanding.column(
                2, "m", MapType.ofOptional(21, 22, StringType.get(), IntegerType.get())),
            TestLanding.column(3, "e", StringType.get()));
    record.put("l", Arrays.asList(1, null, 3));
    record.put("m", Map.of("a", 1, "b\0", 2));
    record.put("e", new GenericData.EnumSymbol(field("e"), "B"));

    Map<String, Integer> map = Map.of("a", 1, "b\uFFFD", 2);
    land(record, Map.of("l", Arrays.asList(1L, null, 3L), "m", map, "e", "B"));
    assertThat(landing.differences()).isEmpty();

    land(record, Map.of("l", Arrays.asList(1L, 3L, null), "m", map, "e", "B"));
    land(record, Map.of("l", Arrays.asList(1L, null, 3L), "m", Map.of("a", 1), "e", "B"));
    land(record, Map.of("l", Arrays.asList(1L, null, 3L), "m", map, "e", "A"));
    assertThat(landing.result().differing()).isEqualTo(3);
  }

  @Test
  void anEmptyListIsNotNull() {
    GenericRecord record =
        record(
            "{\"name\":\"l\",\"type\":{\"type\":\"array\",\"items\":\"int\"}}",
            TestLanding.column(1, "l", ListType.ofOptional(20, IntegerType.get())));
    record.put("l", List.of());

    land(record, Map.of("l", List.of()));
    assertThat(landing.differences()).isEmpty();

    land(record, Map.of());
    assertThat(landing.result().differing()).isEqualTo(1);
  }

  @Test
  void aUnionOfWholeNumbersIsALong() {
    GenericRecord record =
        record(
            "{\"name\":\"u\",\"type\":[\"null\",\"int\",\"long\"]}",
            TestLanding.column(1, "u", LongType.get()));
    record.put("u", 7);

    land(record, Map.of("u", 7L));
    assertThat(landing.differences()).isEmpty();
  }

  @Test
  void anyOtherUnionIsAStructWithAFieldForEachBranch() {
    GenericRecord record =
        record(
            """
            {"name":"u","type":["null","string","long",
              {"type":"record","name":"Inner","fields":[{"name":"a","type":"int"}]},
              {"type":"array","items":"int"}]}
            """,
            TestLanding.column(
                1,
                "u",
                StructType.of(
                    optional(20, "string", StringType.get()),
                    optional(21, "long", LongType.get()),
                    optional(22, "inner", StructType.of(optional(23, "a", IntegerType.get()))),
                    optional(24, "array", ListType.ofOptional(25, IntegerType.get())))));
    record.put("u", "text");
    land(record, Map.of("u", landing.struct("u", Map.of("string", "text"))));
    record.put("u", 5L);
    land(record, Map.of("u", landing.struct("u", Map.of("long", 5L))));
    record.put("u", List.of(1));
    land(record, Map.of("u", landing.struct("u", Map.of("array", List.of(1)))));
    record.put("u", null);
    land(record, Map.of());
    GenericRecord inner = new GenericData.Record(field("u").getTypes().get(3));
    inner.put("a", 1);
    record.put("u", inner);
    land(
        record,
        Map.of(
            "u", landing.struct("u", Map.of("inner", landing.struct("u.inner", Map.of("a", 1))))));
    assertThat(landing.differences()).isEmpty();

    record.put("u", 5L);
    land(record, Map.of("u", landing.struct("u", Map.of("string", "5"))));
    assertThat(landing.result().differing()).isEqualTo(1);
  }

  @Test
  void recursionIsJsonText() {
    GenericRecord record =
        record(
            """
            {"name":"name","type":"string"},
            {"name":"next","type":["null","R"]},
            {"name":"children","type":{"type":"array","items":"R"}}
            """,
            TestLanding.column(1, "name", StringType.get()),
            TestLanding.column(2, "next", StringType.get()),
            TestLanding.column(3, "children", ListType.ofOptional(20, StringType.get())));
    GenericRecord leaf = new GenericData.Record(record.getSchema());
    leaf.put("name", "leaf");
    leaf.put("children", List.of());
    record.put("name", "root");
    record.put("next", leaf);
    record.put("children", List.of(leaf));
    String text = "{\"name\":\"leaf\",\"next\":null,\"children\":[]}";
    String spaced = "{\"children\": [], \"name\": \"leaf\", \"next\": null}";

    land(record, Map.of("name", "root", "next", text, "children", List.of(spaced)));
    assertThat(landing.differences()).isEmpty();

    String another = text.replace("leaf", "leav");
    land(record, Map.of("name", "root", "next", another, "children", List.of(text)));
    land(record, Map.of("name", "root", "next", text, "children", List.of(another)));
    land(record, Map.of("name", "root", "children", List.of(text)));
    assertThat(landing.result().differing()).isEqualTo(3);
  }

  @Test
  void namesThatDifferOnlyByCaseAreOneColumn() {
    GenericRecord record =
        record(
            "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"ID\",\"type\":\"string\"}",
            TestLanding.column(1, "id", StringType.get()),
            TestLanding.column(2, "other_id", StringType.get()));
    record.put("id", "a");
    record.put("ID", "b");
    landing.bury(landing.send(id, record), "NAME_COLLISION");
    assertThat(landing.differences()).isEmpty();

    land(record, Map.of("id", "a", "other_id", "b"));
    assertThat(landing.differences())
        .containsExactly("events.views-0@1 a row that cannot be: two fields have the column of ID");

    landing.rule("{rename: {ID: other_id}}");
    assertThat(landing.differences()).isEmpty();
  }

  @Test
  void aFieldNamedLikeAColumnOfKafkaGetsAnUnderscore() {
    GenericRecord record =
        record(
            "{\"name\":\"Kafka_Offset\",\"type\":\"string\"}",
            TestLanding.column(1, "kafka_offset_", StringType.get()));
    record.put("Kafka_Offset", "x");

    land(record, Map.of("kafka_offset_", "x"));
    assertThat(landing.differences()).isEmpty();
  }

  @Test
  void rulesLeaveOutAndHashFields() {
    GenericRecord record =
        record(
            """
            {"name":"debug","type":"string"},{"name":"device_id","type":"string"},
            {"name":"device","type":{"type":"record","name":"D","fields":[
              {"name":"ip","type":"string"},{"name":"raw","type":"string"}]}}
            """,
            TestLanding.column(1, "device_id", StringType.get()),
            TestLanding.column(2, "device", StructType.of(optional(20, "ip", StringType.get()))));
    record.put("debug", "x");
    record.put("device_id", "d-1");
    GenericRecord device = new GenericData.Record(field("device"));
    device.put("ip", "10.0.0.1");
    device.put("raw", "x");
    record.put("device", device);
    landing.rule("{leave-out: [debug, device.raw], hash: [device_id, device.ip]}");
    // printf d-1 | openssl dgst -sha256 -hmac secret
    String hash = "7f6cab919fe3f745720ae4907dd0f1bee929bcf53fdc43cafd23dff85847a0b6";
    String ofIp = "eb5a0e55d511c2fe4af165cf4f0256914825c54d5dc71d5eae7c3ab1d25ad5d1";

    land(record, Map.of("device_id", hash, "device", landing.struct("device", Map.of("ip", ofIp))));
    assertThat(landing.differences()).isEmpty();

    land(
        record, Map.of("device_id", "d-1", "device", landing.struct("device", Map.of("ip", ofIp))));
    assertThat(landing.result().differing()).isEqualTo(1);
  }

  @Test
  void aSchemaThatIsNoRecordIsADeadLetter() {
    landing = new TestLanding();
    id = landing.register("\"string\"");
    landing.bury(landing.send(new byte[] {0, 0, 0, 0, 1, 2, 'a'}), "INCOMPATIBLE_SCHEMA");

    assertThat(landing.differences()).isEmpty();
  }

  @Test
  void bytesAfterARecordAreADeadLetter() {
    GenericRecord record =
        record("{\"name\":\"n\",\"type\":\"int\"}", TestLanding.column(1, "n", IntegerType.get()));
    record.put("n", 1);
    byte[] value = TestLanding.encode(id, record);
    landing.bury(landing.send(Arrays.copyOf(value, value.length + 1)), "MALFORMED");
    landing.bury(landing.send(Arrays.copyOf(value, value.length - 1)), "MALFORMED");

    assertThat(landing.differences()).isEmpty();
  }
}
