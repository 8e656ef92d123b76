package io.bidlake.verify.landing;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.StructType;
import org.junit.jupiter.api.Test;

/** Bytes of all kinds are a row or a dead letter, and never end the comparison. */
class OddBytesTest {

  private static final int RECORDS = 3_000;
  private static final int HEADER = 5;

  private static final String SCHEMA =
      """
      {"type":"record","name":"R","fields":[
        {"name":"text","type":"string"},
        {"name":"day","type":{"type":"int","logicalType":"date"}},
        {"name":"clock","type":{"type":"int","logicalType":"time-millis"}},
        {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
        {"name":"price","type":
          {"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
        {"name":"any","type":["null","string","long",{"type":"array","items":"R"}]},
        {"name":"map","type":{"type":"map","values":["null","double"]}},
        {"name":"kind","type":{"type":"enum","name":"K","symbols":["A","B"]}},
        {"name":"next","type":["null","R"]}]}
      """;

  private final Random random = new Random(7);
  private final TestLanding landing =
      new TestLanding(
          TestLanding.column(1, "text", Types.StringType.get()),
          TestLanding.column(2, "day", Types.DateType.get()),
          TestLanding.column(3, "clock", Types.TimeType.get()),
          TestLanding.column(4, "at", Types.TimestampType.withZone()),
          TestLanding.column(5, "price", Types.DecimalType.of(9, 2)),
          TestLanding.column(
              6,
              "any",
              StructType.of(
                  optional(20, "string", Types.StringType.get()),
                  optional(21, "long", Types.LongType.get()),
                  optional(22, "array", ListType.ofOptional(23, Types.StringType.get())))),
          TestLanding.column(
              7, "map", MapType.ofOptional(24, 25, Types.StringType.get(), Types.DoubleType.get())),
          TestLanding.column(8, "kind", Types.StringType.get()),
          TestLanding.column(9, "next", Types.StringType.get()));

  private GenericRecord record(int id, int depth) {
    var schema = landing.schema(id);
    GenericRecord record = new GenericData.Record(schema);
    record.put("text", "text " + depth);
    record.put("day", random.nextInt());
    record.put("clock", random.nextInt(86_400_000));
    record.put("at", random.nextInt(4) == 0 ? random.nextLong() : 1_772_366_400_000L);
    record.put("price", ByteBuffer.wrap(new byte[] {(byte) random.nextInt(), 1}));
    record.put("any", depth == 0 ? (Object) 7L : List.of(record(id, depth - 1)));
    record.put("map", Map.of("a", random.nextGaussian()));
    record.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "A"));
    record.put("next", depth == 0 ? null : record(id, depth - 1));
    return record;
  }

  private byte[] damaged(byte[] value) {
    for (int i = random.nextInt(3); i > 0; i--) {
      value[random.nextInt(value.length)] = (byte) random.nextInt();
    }
    return value;
  }

  @Test
  void ofAvroAreRead() {
    int id = landing.register(SCHEMA);
    for (int i = 0; i < RECORDS; i++) {
      landing.send(damaged(TestLanding.encode(id, record(id, random.nextInt(3)))));
    }

    assertThat(landing.result().missing()).isEqualTo(RECORDS);
  }

  @Test
  void ofJsonAreRead() {
    landing.rule("{columns: {day: date, at: timestamptz, price: 'decimal(9, 2)', next: string}}");
    String json =
        """
        {"text":"t","day":"2026-03-01","at":1772366400500,"price":1.25,"any":{"long":7,
        "array":["a",null]},"map":{"a":1e5},"kind":"A","next":{"text":[1,{"a":-0.5e-7}]}}
        """;
    for (int i = 0; i < RECORDS; i++) {
      landing.send(damaged(json.getBytes(StandardCharsets.UTF_8)));
    }

    assertThat(landing.result().missing()).isEqualTo(RECORDS);
  }

  @Test
  void ofDeepRecordsAreRead() throws IOException {
    int id = landing.register(SCHEMA);
    byte[] last = TestLanding.encode(id, record(id, 0));
    // Instead of null at its end, the second branch of the union: another record.
    byte[] outer = last.clone();
    outer[outer.length - 1] = 2;
    for (int depth = 1; depth <= 100_000; depth *= 10) {
      ByteArrayOutputStream deep = new ByteArrayOutputStream();
      deep.write(last, 0, HEADER);
      for (int i = 0; i < depth; i++) {
        deep.write(outer, HEADER, outer.length - HEADER);
      }
      deep.write(last, HEADER, last.length - HEADER);
      landing.send(deep.toByteArray());
    }

    assertThat(landing.result().missing()).isEqualTo(6);
  }
}
