package io.bidlake.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaRegistrationTest {

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
  void registersASchemaUnderItsSubject() throws Exception {
    registry.answers(200, "{\"id\": 12}");
    assertThat(registry.client().register("clicks-value", CLICK)).isEqualTo(12);

    StubRegistry.Request request = registry.requests().get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/subjects/clicks-value/versions");
    assertThat(request.headers().getFirst("Content-Type"))
        .isEqualTo("application/vnd.schemaregistry.v1+json");
    String sent = new ObjectMapper().readTree(request.body()).path("schema").asText();
    assertThat(new Schema.Parser().parse(sent)).isEqualTo(CLICK);
  }

  @Test
  void escapesTheSubject() {
    registry.answers(200, "{\"id\": 12}");
    registry.client().register("a/b-value", CLICK);
    assertThat(registry.requests().get(0).path()).isEqualTo("/subjects/a%2Fb-value/versions");
  }

  @Test
  void triesAgainWhenAnotherClientRegistersTheSchemaAtTheSameTime() {
    registry
        .answers(409, "{\"error_code\": 409, \"message\": \"clicks-value already exists\"}")
        .answers(200, "{\"id\": 12}");
    assertThat(registry.client().register("clicks-value", CLICK)).isEqualTo(12);
  }

  @Test
  void saysWhyTheRegistryRefusedASchema() {
    String refusal =
        "{\"error_code\": 409, \"message\": \"Schema is incompatible: click_id is gone\"}";
    registry.answers(409, refusal).answers(409, refusal);
    assertThatThrownBy(() -> registry.client().register("clicks-value", CLICK))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessage(
            "registry %s refused subject clicks-value: HTTP 409".formatted(registry.url())
                + " Schema is incompatible: click_id is gone");
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void showsARefusalThatIsNotJsonAsItIs() {
    registry.answers(403, "Forbidden by proxy");
    assertThatThrownBy(() -> registry.client().register("clicks-value", CLICK))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageEndingWith("refused subject clicks-value: HTTP 403 Forbidden by proxy");
  }

  @Test
  void sendsUserAndPasswordAsBasicAuthentication() {
    registry.answers(200, "{\"id\": 12}");
    registry.client("aladdin", "opensesame").register("clicks-value", CLICK);
    assertThat(registry.requests().get(0).headers().getFirst("Authorization"))
        .isEqualTo("Basic YWxhZGRpbjpvcGVuc2VzYW1l");
  }

  @Test
  void sendsNoAuthenticationWithoutUser() {
    registry.answers(200, "{\"id\": 12}");
    registry.client("", "ignored").register("clicks-value", CLICK);
    assertThat(registry.requests().get(0).headers()).doesNotContainKey("Authorization");
  }
}
