package io.bidlake.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Events as bytes that a release wrote once, which must be readable forever. They are kept in
 * Avro's single-object encoding, which starts with two marker bytes and the fingerprint of the
 * schema.
 */
class ReleasedEventsTest {

  private static final int HEADER_LENGTH = 10;

  private record Event(int release, String schemaName, SpecificRecord expected) {

    Schema writerSchema() {
      return SchemaFiles.released().get(release).get(schemaName);
    }

    @Override
    public String toString() {
      return "%s of release %d".formatted(schemaName, release);
    }
  }

  static List<Event> events() {
    return List.of(
        new Event(1, "bid_request", SampleBidRequest.bidRequest()),
        new Event(1, "bid_response", SampleEvents.bidResponse()),
        new Event(1, "impression", SampleEvents.impression()),
        new Event(1, "click", SampleEvents.click()));
  }

  @ParameterizedTest
  @MethodSource("events")
  void todaysClassesReadTheBytesOfARelease(Event event) throws IOException {
    byte[] bytes = bytesOf(event);
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(bytes, HEADER_LENGTH, bytes.length - HEADER_LENGTH, null);
    SpecificRecord decoded =
        new SpecificDatumReader<SpecificRecord>(event.writerSchema(), event.expected().getSchema())
            .read(null, decoder);
    assertThat(decoded).isEqualTo(event.expected());
    assertThat(decoder.isEnd()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("events")
  void theSchemaOfAReleaseIsTheOneThatItsBytesWereWrittenWith(Event event) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(bytesOf(event)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getLong(2))
        .as("schemas/released/%d/%s.avsc is edited", event.release(), event.schemaName())
        .isEqualTo(SchemaNormalization.parsingFingerprint64(event.writerSchema()));
  }

  @ParameterizedTest
  @MethodSource("events")
  void theBytesHoldAValueOtherThanTheDefaultForEveryField(Event event) {
    assertThat(unset(event.schemaName(), event.writerSchema(), event.expected())).isEmpty();
  }

  @Test
  void everyReleasedSchemaHasItsBytes() {
    List<String> expected = new ArrayList<>();
    SchemaFiles.released()
        .forEach(
            (release, schemas) ->
                schemas.keySet().forEach(name -> expected.add(name + " of release " + release)));
    assertThat(events()).extracting(Event::toString).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** The bytes in the file, which is written if there is none; that fails all the same. */
  private static byte[] bytesOf(Event event) throws IOException {
    Path file = SchemaFiles.event(event.release(), event.schemaName());
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Files.write(file, encoded(event.expected()));
      fail("there was no %s: it is written with today's schema now, commit it", file);
    }
    return Files.readAllBytes(file);
  }

  private static byte[] encoded(SpecificRecord event) throws IOException {
    SpecificData data = SpecificData.getForClass(event.getClass());
    ByteBuffer bytes =
        new BinaryMessageEncoder<SpecificRecord>(data, event.getSchema()).encode(event);
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  private static List<String> unset(String path, Schema schema, Object value) {
    List<String> unset = new ArrayList<>();
    switch (schema.getType()) {
      case RECORD -> {
        IndexedRecord holder = (IndexedRecord) value;
        for (Field field : schema.getFields()) {
          String fieldPath = path + "." + field.name();
          Object held = holder.get(holder.getSchema().getField(field.name()).pos());
          if (held == null || (field.hasDefaultValue() && held.equals(defaultOf(field)))) {
            unset.add(fieldPath);
          } else {
            unset.addAll(unset(fieldPath, field.schema(), held));
          }
        }
      }
      case ARRAY ->
          ((List<?>) value)
              .forEach(element -> unset.addAll(unset(path, schema.getElementType(), element)));
      case UNION -> unset.addAll(unset(path, schema.getTypes().get(1), value));
      default -> {
        // A primitive value was compared with its default above.
      }
    }
    return unset;
  }

  private static Object defaultOf(Field field) {
    return GenericData.get().getDefaultValue(field);
  }
}
