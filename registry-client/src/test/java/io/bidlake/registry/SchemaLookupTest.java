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

  @Test
  void fetchesASchemaOncePerId() throws Exception {
    registry.answers(200, schemaAnswer(CLICK.toString())).answers(200, schemaAnswer("\"int\""));
    SchemaRegistry client = registry.client();
    for (int i = 0; i < 3; i++) {
      assertThat(client.schema(1)).isEqualTo(CLICK);
      assertThat(client.schema(2)).isEqualTo(Schema.create(Schema.Type.INT));
    }
    assertThat(registry.requests())
        .extracting(StubRegistry.Request::path)
        .containsExactly("/schemas/ids/1", "/schemas/ids/2");
  }

  @Test
  void saysThatTheRegistryHasNoSuchId() {
    registry.answers(404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");
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
        // A wrong default is another exception in Avro than a syntax error.
        """
        {"type": "record", "name": "Click", "fields": [
          {"name": "click_id", "type": "string", "default": 5}]}
        """
      })
  void refusesASchemaThatCannotBeParsed(String text) {
    registry.answers(200, schemaAnswer(text));
    assertThatThrownBy(() -> registry.client().schema(7))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageStartingWith("schema 7 cannot be parsed: ");
  }

  private static String schemaAnswer(String schema) {
    return json(Map.of("schema", schema));
  }

  private static String json(Map<String, String> answer) {
    return new ObjectMapper().valueToTree(answer).toString();
  }
}
