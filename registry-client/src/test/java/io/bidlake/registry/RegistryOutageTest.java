package io.bidlake.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryOutageTest {

  private static final String STRING_SCHEMA = "{\"schema\": \"\\\"string\\\"\"}";

  private StubRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = new StubRegistry();
  }

  @AfterEach
  void stop() {
    registry.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void triesAgainUntilTheRegistryAnswers(int status) throws Exception {
    registry.answers(status, "").answers(status, "away").answers(200, STRING_SCHEMA);
    assertThat(registry.client().schema(7)).isEqualTo(Schema.create(Schema.Type.STRING));
    assertThat(registry.requests()).hasSize(3);
  }

  @Test
  void sendsTheBodyAgainWithEveryTry() {
    registry.answers(503, "").answers(200, "{\"id\": 3}");
    assertThat(registry.client().register("clicks-value", Schema.create(Schema.Type.STRING)))
        .isEqualTo(3);
    assertThat(registry.requests())
        .extracting(StubRegistry.Request::body)
        .hasSize(2)
        .containsOnly(STRING_SCHEMA.replace(": ", ":"));
  }

  @Test
  void givesUpAfterSixTriesAndSaysTheLastAnswer() {
    for (int i = 0; i < 7; i++) {
      registry.answers(503, "");
    }
    assertThatThrownBy(() -> registry.client().schema(7))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessage(
            "schema registry %1$s is not reachable: tried GET %1$s/schemas/ids/7 6 times,"
                    .formatted(registry.url())
                + " last answer: HTTP 503");
    assertThat(registry.requests()).hasSize(6);
  }

  @Test
  void namesTheUrlThatNobodyListensAt() {
    SchemaRegistry client = registry.client();
    registry.stop();
    assertThatThrownBy(() -> client.schema(7))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageStartingWith(
            "schema registry %1$s is not reachable: tried GET %1$s/schemas/ids/7 6 times"
                .formatted(registry.url()))
        .hasMessageNotContaining("null")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void pausesTwiceAsLongAfterEachTry() {
    SchemaRegistry client = registry.client(Duration.ofMillis(10));
    long start = System.nanoTime();
    assertThatThrownBy(() -> client.schema(7)).isInstanceOf(RegistryUnavailableException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(10 + 20 + 40 + 80 + 160));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>Sign in</html>", "{\"schema\": ", "[]", "null", "\"ok\""})
  void doesNotTakeAnotherProgramsAnswerForThatOfARegistry(String body) {
    registry.answers(200, body);
    assertThatThrownBy(() -> registry.client().schema(7))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessage(
            "registry %s answered something other than a JSON object for schema 7"
                .formatted(registry.url()));
  }

  @Test
  void staysInterruptedWhenInterruptedWhileItAsks() {
    SchemaRegistry client = registry.client();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> client.schema(7))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessage("interrupted while asking %s/schemas/ids/7".formatted(registry.url()));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
