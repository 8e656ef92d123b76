package io.bidlake.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaLookupTest {

  private static final Schema CLICK =
      SchemaBuilder.record("Click").fields().requiredString("click_id").endRecord();

  private StubRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = new StubRegistry();
  }

  @AfterEach
  void stop() {
    registry.stop();
  }

  @Test
  void fetchesTheSchemaOfAnId() throws Exception {
    registry.answers(200, schemaAnswer(CLICK.toString()));
    assertThat(registry.client().schema(7)).isEqualTo(CLICK);
    assertThat(registry.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.method()).isEqualTo("GET");
              assertThat(request.path()).isEqualTo("/schemas/ids/7");
            });
  }

  @ParameterizedTest
  @CsvSource({"404, 40403", "404, 40402", "404, 404", "400, 400", "422, 42202", "422, 40403"})
  void saysThatTheRegistryHasNoSuchId(int status, int code) {
    registry.answers(status, "{\"error_code\": %d, \"message\": \"no\"}".formatted(code));
    assertThatThrownBy(() -> registry.client().schema(7))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessage("the registry has no schema with id 7");
  }

  @Test
  void asksAgainForAnIdThatWasUnknown() throws Exception {
    registry.answers(404, "{}").answers(200, schemaAnswer(CLICK.toString()));
    SchemaRegistry client = registry.client();
    assertThatThrownBy(() -> client.schema(7)).isInstanceOf(UnknownSchemaException.class);
    assertThat(client.schema(7)).isEqualTo(CLICK);
  }

  @Test
  void acceptsAnAnswerThatNamesAvroAsItsType() throws Exception {
    registry.answers(200, json(Map.of("schemaType", "AVRO", "schema", CLICK.toString())));
    assertThat(registry.client().schema(7)).isEqualTo(CLICK);
  }

  @Test
  void refusesASchemaOfAnotherType() {
    registry.answers(
        200, json(Map.of("schemaType", "PROTOBUF", "schema", "message Click { int32 id = 1; }")));
    assertThatThrownBy(() -> registry.client().schema(7))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessage("schema 7 is of type PROTOBUF, not AVRO");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"type\": ",
        "{\"type\": \"strnig\"}",
        "{\"type\": \"record\", \"name\": \"Click\"}",
        // Each is another exception in Avro than a syntax error.
        "{\"type\": \"fixed\", \"name\": \"F\", \"size\": -1}",
        "{\"type\": \"array\", \"items\": \"another.Record\"}",
        """
        {"type": "record", "name": "Click", "fields": [
          {"name": "click_id", "type": "string", "order": "any"}]}
        """
      })
  void refusesASchemaThatCannotBeParsed(String text) {
    registry.answers(200, schemaAnswer(text));
    assertThatThrownBy(() -> registry.client().schema(7))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageStartingWith("schema 7 cannot be parsed: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"cat\", \"type\": {\"type\": \"array\", \"items\": \"int\"}, \"default\": null}",
        "{\"name\": \"click_id\", \"type\": \"string\", \"default\": 5}",
        "{\"name\": \"brand-safety\", \"type\": \"string\"}"
      })
  void readsWhatIsWrongOnlyForAReader(String field) throws Exception {
    registry.answers(
        200,
        schemaAnswer("{\"type\":\"record\",\"name\":\"Click\",\"fields\":[%s]}".formatted(field)));
    assertThat(registry.client().schema(7).getFields()).hasSize(1);
  }

  @Test
  void refusesASchemaThatIsNestedTooDeep() {
    registry.answers(200, schemaAnswer("{\"type\":\"array\",\"items\":".repeat(200_000)));
    assertThatThrownBy(() -> registry.client().schema(7))
        .isInstanceOf(UnknownSchemaException.class);
  }

  @ParameterizedTest
  @CsvSource({"401, Unauthorized", "403, User cannot read", "302, ''", "409, Conflict"})
  void saysWhyTheRegistryDoesNotTellASchema(int status, String text) {
    registry.answers(status, "{\"message\": \"%s\"}".formatted(text));
    assertThatThrownBy(() -> registry.client().schema(7))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageEndingWith("refused schema 7: HTTP %d %s".formatted(status, text));
  }

  @Test
  void showsOnlyTheBeginningOfAPage() {
    registry.answers(403, "<html>" + "x".repeat(5_000));
    assertThatThrownBy(() -> registry.client().schema(7))
        .isInstanceOf(RegistryRefusedException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains("<html>xxx").hasSizeLessThan(500));
  }

  @Test
  void readsWhatASchemaRefersTo() throws Exception {
    registry
        .answers(200, referring("[\"null\", \"io.ref.Device\"]", "device", 2))
        .answers(
            200,
            json(
                "{\"type\":\"record\",\"name\":\"Device\",\"namespace\":\"io.ref\",\"fields\":["
                    + "{\"name\":\"geo\",\"type\":\"Geo\"}]}",
                "geo",
                1))
        .answers(
            200,
            schemaAnswer(
                "{\"type\":\"record\",\"name\":\"io.ref.Geo\",\"fields\":[{\"name\":\"c\",\"type\":\"int\"}]}"));
    Schema schema = registry.client().schema(7);
    assertThat(
            schema.getField("x").schema().getTypes().get(1).getField("geo").schema().getFullName())
        .isEqualTo("io.ref.Geo");
    assertThat(registry.requests())
        .extracting(StubRegistry.Request::path)
        .containsExactly(
            "/schemas/ids/7", "/subjects/device/versions/2", "/subjects/geo/versions/1");
  }

  @Test
  void refusesASchemaThatRefersToWhatIsNotThere() {
    registry.answers(200, referring("\"io.ref.Geo\"", "geo", 9)).answers(404, "{}");
    assertThatThrownBy(() -> registry.client().schema(7))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessage("the registry has no /subjects/geo/versions/9, which a schema refers to");
  }

  @Test
  void followsReferencesOnceAndNotForEver() {
    registry.answers(200, referring("\"io.ref.Geo\"", "geo", 1));
    for (int i = 1; i <= 2; i++) {
      registry.answers(200, referring("\"io.ref.Geo\"", "geo", 1));
    }
    assertThatThrownBy(() -> registry.client().schema(7))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageStartingWith("schema 7 cannot be parsed: ");
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void refusesASchemaThatRefersToTooManyOthers() {
    for (int i = 0; i <= 101; i++) {
      registry.answers(200, referring("\"io.ref.Geo\"", "geo", i));
    }
    assertThatThrownBy(() -> registry.client().schema(7))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessage("a schema must refer to at most 100 others");
  }

  /** A record with a field of a type that is another subject's. */
  private static String referring(String type, String subject, int version) {
    return json(
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"x\",\"type\":%s}]}"
            .formatted(type),
        subject,
        version);
  }

  private static String json(String schema, String subject, int version) {
    var answer = new ObjectMapper().createObjectNode().put("schema", schema);
    answer.withArray("references").addObject().put("subject", subject).put("version", version);
    return answer.toString();
  }

  private static String schemaAnswer(String schema) {
    return json(Map.of("schema", schema));
  }

  private static String json(Map<String, String> answer) {
    return new ObjectMapper().valueToTree(answer).toString();
  }
}
