package io.bidlake.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubjectSchemasTest {

  private HttpServer registry;

  @BeforeEach
  void start() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.start();
  }

  @AfterEach
  void stop() {
    registry.stop(0);
  }

  @Test
  void asksForTheLatestVersionOfTheSubject() {
    answer(200, "{\"id\": 3, \"schema\": \"\\\"string\\\"\"}");

    assertThat(schemas().latest("clicks-value")).isEqualTo("\"string\"");
  }

  @Test
  void namesAddressAndStatusWhenThereIsNone() {
    answer(404, "{}");

    assertThatIllegalStateException()
        .isThrownBy(() -> schemas().latest("clicks-value"))
        .withMessageContaining("/api/subjects/clicks-value/versions/latest")
        .withMessageContaining("404");
  }

  @Test
  void refusesAnAnswerWithoutSchema() {
    answer(200, "{\"id\": 3}");

    assertThatIllegalStateException()
        .isThrownBy(() -> schemas().latest("clicks-value"))
        .withMessageContaining("{\"id\": 3}");
  }

  private void answer(int status, String body) {
    registry.createContext(
        "/api/subjects/clicks-value/versions/latest",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private SubjectSchemas schemas() {
    return new SubjectSchemas(
        "http://127.0.0.1:%d/api/".formatted(registry.getAddress().getPort()));
  }
}
