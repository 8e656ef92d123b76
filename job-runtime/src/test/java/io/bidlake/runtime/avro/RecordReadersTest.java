package io.bidlake.runtime.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.compiled.UnsupportedSchemaException;
import io.bidlake.model.Deal;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.testing.ChangedSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordReadersTest {

  private static final int SCHEMAS = 300;
  private static final int RECORDS = 5;
  private static final Schema NULL = Schema.create(Schema.Type.NULL);

  static List<Topic<?>> topics() {
    return Topics.ALL;
  }

  @ParameterizedTest
  @MethodSource("topics")
  void readsTheSameAsAvroWhateverSchemaItWasWrittenWith(Topic<?> topic) throws IOException {
    Schema reader = topic.schema();
    int failures = 0;
    SpecificRecord reused = null;
    for (int seed = 0; seed < SCHEMAS; seed++) {
      Schema writer = ChangedSchemas.of(reader, new Random(seed));
      RecordReader<SpecificRecord> compiled = RecordReaders.compiled(writer, reader);
      for (Object written : new RandomData(writer, RECORDS, seed)) {
        byte[] bytes = encode(writer, written, seed % 2 == 0);
        Optional<SpecificRecord> expected = byAvro(writer, reader, bytes);
        try {
          reused = read(compiled, reused, bytes);
          assertThat(Optional.of(reused)).as("written with %s", writer).isEqualTo(expected);
        } catch (AvroRuntimeException e) {
          assertThat(expected).as("%s, written with %s", e, writer).isEmpty();
          failures++;
          reused = null;
        }
      }
    }
    assertThat(failures)
        .as("nulls that the reader has no place for")
        .isBetween(50, SCHEMAS * RECORDS - 50);
  }

  @Test
  void refusesATimeInAUnion() {
    Schema reader = Topics.CLICKS.schema();
    List<Field> fields =
        reader.getFields().stream()
            .map(
                it ->
                    it.name().equals("event_timestamp")
                        ? optional(it)
                        : new Field(it.name(), it.schema()))
            .toList();
    Schema writer =
        Schema.createRecord(reader.getName(), null, reader.getNamespace(), false, fields);

    assertThatThrownBy(() -> RecordReaders.of(writer, reader))
        .isInstanceOf(AvroTypeException.class)
        .hasMessage("a time must not be in a union");
  }

  @Test
  void overwritesWhatIsOptionalAndWhatIsInArrays() throws IOException {
    Schema schema = Topics.BID_REQUESTS.schema();
    RecordReader<SpecificRecord> reader = RecordReaders.of(schema, schema);
    Object full = new RandomData(schema, 1, 7).iterator().next();
    byte[] bytes = encode(schema, full, false);

    SpecificRecord first = read(reader, null, bytes);
    List<?> placements = (List<?>) first.get(schema.getField("imp").pos());
    Object placement = placements.get(0);
    SpecificRecord second = read(reader, first, bytes);

    assertThat(second).isSameAs(first);
    assertThat(placements.get(0)).isSameAs(placement);
  }

  @Test
  void givesEachRecordItsOwnDefaults() throws IOException {
    Schema reader = Deal.getClassSchema();
    Schema without =
        SchemaBuilder.record("Deal")
            .namespace(reader.getNamespace())
            .fields()
            .requiredString("id")
            .endRecord();
    RecordReader<Deal> older = RecordReaders.of(without, reader);
    RecordReader<Deal> today = RecordReaders.of(reader, reader);
    byte[] plain = encode(without, new GenericRecordBuilder(without).set("id", "a").build(), false);
    Deal euros = Deal.newBuilder().setId(new Utf8("b")).setBidfloorcur(new Utf8("EUR")).build();

    Deal deal = read(older, null, plain);
    deal = read(today, deal, encode(reader, euros, false));
    deal = read(older, deal, plain);

    assertThat((Object) deal.getBidfloorcur()).isEqualTo(new Utf8("USD"));
  }

  @Test
  void readsAFieldByItsOldName() throws IOException {
    Schema reader = Renamed.SCHEMA;
    Schema writer =
        SchemaBuilder.record("Renamed")
            .namespace(reader.getNamespace())
            .fields()
            .requiredInt("old_name")
            .endRecord();
    byte[] bytes =
        encode(writer, new GenericRecordBuilder(writer).set("old_name", 3).build(), false);

    Renamed record = read(RecordReaders.compiled(writer, reader), null, bytes);

    assertThat(record.get(0)).isEqualTo(3);
  }

  @Test
  void leavesToAvroWhatItDoesNotCompile() throws IOException {
    Schema schema = WithMap.SCHEMA;
    byte[] bytes =
        encode(schema, new GenericRecordBuilder(schema).set("map", Map.of("a", 1)).build(), false);

    WithMap record = read(RecordReaders.of(schema, schema), null, bytes);

    assertThat(record.get(0)).isEqualTo(Map.of(new Utf8("a"), 1));
    assertThatThrownBy(() -> RecordReaders.compiled(schema, schema))
        .isInstanceOf(UnsupportedSchemaException.class)
        .hasMessageContaining("map");
  }

  private static Field optional(Field field) {
    return new Field(field.name(), Schema.createUnion(field.schema(), NULL));
  }

  private static <T> T read(RecordReader<T> reader, T reused, byte[] bytes) throws IOException {
    BytesDecoder decoder = new BytesDecoder();
    decoder.begin(bytes, 0);
    T record = reader.read(reused, decoder);
    assertThat(decoder.isEnd()).as("all is read").isTrue();
    return record;
  }

  private static Optional<SpecificRecord> byAvro(Schema writer, Schema reader, byte[] bytes)
      throws IOException {
    try {
      return Optional.of(
          new SpecificDatumReader<SpecificRecord>(writer, reader)
              .read(null, DecoderFactory.get().binaryDecoder(bytes, null)));
    } catch (AvroRuntimeException e) {
      return Optional.empty();
    }
  }

  /** Blocks with their sizes let readers skip arrays as a whole. */
  private static byte[] encode(Schema schema, Object value, boolean withSizes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder =
        withSizes
            ? new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(bytes, null)
            : EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<>(schema).write(value, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
