package io.bidlake.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.KafkaSettings;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.registry.WireFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProduceTest {

  private static final String PING =
      """
      {"type": "record", "name": "Ping", "fields": [
        {"name": "id", "type": "string"},
        {"name": "count", "type": ["null", "int"]},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}, "default": 0},
        {"name": "day", "type": ["null", {"type": "int", "logicalType": "date"}], "default": null},
        {"name": "price", "default": null, "type":
          ["null", {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}]},
        {"name": "value", "type": ["null", "long", "double", "string"], "default": null},
        {"name": "raw", "type": "bytes", "default": ""},
        {"name": "kind", "default": "A", "type":
          {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
        {"name": "tags", "type": {"type": "array", "items": "string"}, "default": []},
        {"name": "sizes", "type": {"type": "map", "values": "float"}, "default": {}},
        {"name": "place", "default": null, "type": ["null",
          {"type": "record", "name": "Place", "fields": [{"name": "city", "type": "string"}]}]}]}
      """;

  @TempDir private Path folder;
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> subjects = new ArrayList<>();
  private String topic;

  @Test
  void sendsLinesAsTheyAre() {
    assertThat(run("{\"b\": 1}\n\n {\"a\":\"ä\"}\n", "events.pings")).isZero();

    assertThat(values()).containsExactly("{\"b\": 1}", " {\"a\":\"ä\"}");
    assertThat(producer.history()).allMatch(sent -> sent.key() == null);
    assertThat(topic).isEqualTo("events.pings");
    assertThat(out.toString(UTF_8)).contains("2 records were sent to events.pings");
    assertThat(subjects).isEmpty();
  }

  @Test
  void readsFilesInTheirOrderAndNamesTheirLines() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "{\"a\":1}\n[1]\n");
    Path two = Files.writeString(folder.resolve("two"), "{\"a\":2}");

    assertThat(run("{\"a\":3}", "t", "" + one, "" + two, "" + folder.resolve("three"), "-"))
        .isEqualTo(1);

    assertThat(values()).containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
    assertThat(err.toString(UTF_8))
        .contains(one + ":2: a line must be a JSON object, was ARRAY", "three: no such file");
  }

  @Test
  void sendsNothingOfLinesThatAreNoObjects() {
    assertThat(run("{\"a\":1}\n{\"a\":\n{\"a\":2} {}\n{\"a\":1,\"a\":2}\n7\n{\"a\":3}", "t"))
        .isEqualTo(1);

    assertThat(values()).containsExactly("{\"a\":1}", "{\"a\":3}");
    assertThat(err.toString(UTF_8))
        .contains("-:2: ", "-:3: ", "-:4: ", "-:5: ", "4 lines were not");
  }

  @Test
  void takesTheKeyFromAField() {
    assertThat(run("{\"id\":\"ä\"}\n{\"id\":7}\n{\"ID\":1}", "t", "--key", "id")).isEqualTo(1);

    assertThat(producer.history())
        .extracting(sent -> new String(sent.key(), UTF_8))
        .containsExactly("ä", "7");
    assertThat(err.toString(UTF_8)).contains("-:3: id is missing, which is the key");
  }

  @Test
  void sendsRecordsOfASchemaWithoutTagsOfUnions() throws IOException {
    String all =
        """
        {"id": "x", "count": 3, "at": "2026-03-01T01:00:00.5+01:00", "day": "2026-03-01",\
         "price": 1.5, "value": 2, "raw": "\\u0000\\u00ff", "kind": "B", "tags": ["a"],\
         "sizes": {"w": 1.5}, "place": {"city": "Köln"}}
        """;

    assertThat(run(all + "{\"id\":\"y\", \"value\": \"v\"}", withSchema())).isZero();

    assertThat(records())
        .containsExactly(
            "{\"id\": \"x\", \"count\": 3, \"at\": 1772323200500, \"day\": 20513,"
                + " \"price\": \"\\u0000\\u0096\", \"value\": 2, \"raw\": \"\\u0000ÿ\","
                + " \"kind\": \"B\", \"tags\": [\"a\"], \"sizes\": {\"w\": 1.5},"
                + " \"place\": {\"city\": \"Köln\"}}",
            "{\"id\": \"y\", \"count\": null, \"at\": 0, \"day\": null, \"price\": null,"
                + " \"value\": \"v\", \"raw\": \"\", \"kind\": \"A\", \"tags\": [], \"sizes\": {},"
                + " \"place\": null}");
    assertThat(subjects).containsExactly("t-value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                  | id is missing, and has no default",
        "{'id': null}                        | id must be string, was null",
        "{'id': 1}                           | id must be string, was 1",
        "{'id': 'x', 'count': 3000000000}    | count must be int, was 3000000000",
        "{'id': 'x', 'count': 1.5}           | count must be int, was 1.5",
        "{'id': 'x', 'at': 'noon'}           | at must be long (timestamp-millis), was 'noon'",
        "{'id': 'x', 'day': '2026-02-30'}    | day must be int (date), was '2026-02-30'",
        "{'id': 'x', 'price': 1.555}         | price must be decimal(9, 2), was 1.555",
        "{'id': 'x', 'price': 12345678.5}    | price must be decimal(9, 2), was 12345678.5",
        "{'id': 'x', 'value': true}     | value must be null or long or double or string, was true",
        "{'id': 'x', 'raw': 'Ω'}             | raw must be bytes, was 'Ω'",
        "{'id': 'x', 'kind': 'C'}            | kind must be one of A, B, was 'C'",
        "{'id': 'x', 'tags': ['a', 1]}       | tags[1] must be string, was 1",
        "{'id': 'x', 'sizes': {'w': '1'}}    | sizes.w must be float, was '1'",
        "{'id': 'x', 'place': {'city': 1}}   | place.city must be string, was 1",
        "{'id': 'x', 'place': {'town': 'K'}} | place.town is not a field of the schema, which has city",
      },
      quoteCharacter = '`')
  void namesTheFieldThatIsWrong(String line, String problem) throws IOException {
    String text = "{\"id\": \"a\"}\n%s\n{\"id\": \"b\"}".formatted(line.replace('\'', '"'));

    assertThat(run(text, withSchema())).isEqualTo(1);

    assertThat(err.toString(UTF_8)).contains("-:2: " + problem.replace('\'', '"'));
    assertThat(producer.history()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--key id            | no topic is given",
        "t --schema missing  | schema must be a file with an Avro schema, was missing",
        "t --kye id          | unknown setting",
        "a/b                 | TOPIC must be 1 to 249 letters, digits, dots, dashes or underscores",
      })
  void refusesWrongArguments(String arguments, String problem) {
    assertThat(run("{}", arguments.split(" ", 0))).isEqualTo(2);

    assertThat(err.toString(UTF_8)).contains(problem);
    assertThat(topic).isNull();
  }

  @Test
  void saysThatKafkaRefusesARecord() {
    producer.sendException = new KafkaException("no room");

    assertThat(run("{}\n{}", "t")).isEqualTo(1);

    assertThat(err.toString(UTF_8)).contains("Kafka has not accepted a record: no room");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void helps() {
    assertThat(run("", "--help")).isZero();

    assertThat(out.toString(UTF_8)).contains("produce TOPIC [FILE...]", "--schema", "--key");
  }

  private String[] withSchema() throws IOException {
    return new String[] {"--schema=" + Files.writeString(folder.resolve("ping.avsc"), PING), "t"};
  }

  private List<String> values() {
    return producer.history().stream().map(sent -> new String(sent.value(), UTF_8)).toList();
  }

  private List<String> records() throws IOException {
    GenericDatumReader<Object> reader = new GenericDatumReader<>(new Schema.Parser().parse(PING));
    List<String> records = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> sent : producer.history()) {
      byte[] value = sent.value();
      assertThat(WireFormat.hasHeader(value)).isTrue();
      assertThat(WireFormat.schemaId(value)).isEqualTo(5);
      int length = value.length - WireFormat.HEADER_LENGTH;
      records.add(
          reader
              .read(
                  null,
                  DecoderFactory.get().binaryDecoder(value, WireFormat.HEADER_LENGTH, length, null))
              .toString());
    }
    return records;
  }

  private int run(String input, String... args) {
    Produce.Target target =
        new Produce.Target() {
          @Override
          public int register(RegistrySettings registry, String subject, Schema schema) {
            subjects.add(subject);
            return 5;
          }

          @Override
          public Producer<byte[], byte[]> open(KafkaSettings kafka, String name) {
            topic = name;
            return producer;
          }
        };
    return new Produce(
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            target)
        .run(List.of(args), Map.of("KEY", "a"));
  }
}
