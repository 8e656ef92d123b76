package io.bidlake.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By a clock that goes on with each request to the registry, and when a test says so. */
class WriterSchemasTest {

  private static final Duration ANSWER_TAKES = Duration.ofMillis(10);
  private static final String STRING = "{\"schema\": \"\\\"string\\\"\"}";
  private static final int RECORDS = 20_000;

  private final Map<String, String> answers = new HashMap<>();
  private final Random random = new Random(1);
  private HttpServer server;
  private WriterSchemas schemas;
  private long now;
  private int requests;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests++;
          now += ANSWER_TAKES.toNanos();
          String path = exchange.getRequestURI().getPath();
          byte[] body = answers.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answers.containsKey(path) ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    schemas =
        new WriterSchemas(new SchemaRegistry(new RegistrySettings(url, "", "", "", "")), () -> now);
    register(3, 1);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void isNotHeldUpByRecordsWithRandomIds() throws Exception {
    schemas.schema(3, Set.of());
    long start = now;
    for (int i = 0; i < RECORDS; i++) {
      now += Duration.ofNanos(10_000).toNanos();
      assertUnknown(random.nextInt());
    }

    assertThat(Duration.ofNanos(now - start))
        .as("0.2 s without the registry, and what may be saved up for it")
        .isLessThan(Duration.ofMillis(1_500));
    assertThat(requests).isLessThan(150);
  }

  @Test
  void findsASchemaThatIsRegisteredWhileRandomIdsCome() throws Exception {
    isNotHeldUpByRecordsWithRandomIds();
    register(70_001, 2);
    now += Duration.ofMillis(300).toNanos();

    assertThat(schemas.schema(70_001, Set.of(3))).isEqualTo(Schema.create(Schema.Type.STRING));
  }

  @Test
  void findsASchemaThatIsRegisteredSecondsAfterItsIdWasUnknown() throws Exception {
    assertUnknown(70_001);
    register(70_001, 2);
    assertUnknown(70_001);
    now += Duration.ofSeconds(6).toNanos();

    assertThat(schemas.schema(70_001, Set.of(3))).isEqualTo(Schema.create(Schema.Type.STRING));
  }

  @Test
  void asksForAnUnknownIdOnceInSeconds() {
    for (int i = 0; i < 1_000; i++) {
      now += Duration.ofMillis(3).toNanos();
      assertUnknown(70_001);
    }
    assertThat(requests).isEqualTo(1);
  }

  @Test
  void asksForSingleIdsAgainWhenTimeHasPassed() {
    for (int i = 0; i < RECORDS; i++) {
      assertUnknown(random.nextInt());
    }
    now += Duration.ofSeconds(1).toNanos();
    int before = requests;
    assertUnknown(70_001);
    assertThat(requests).isEqualTo(before + 1);
  }

  private void assertUnknown(int id) {
    assertThatThrownBy(() -> schemas.schema(id, Set.of(3)))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageContaining("" + id);
  }

  /** In the same subject as all others. */
  private void register(int id, int version) {
    answers.put("/schemas/ids/" + id, STRING);
    answers.put(
        "/schemas/ids/%d/versions".formatted(id),
        "[{\"subject\": \"clicks-value\", \"version\": 1}]");
    answers.put("/subjects/clicks-value/versions", version == 1 ? "[1]" : "[1, 2]");
    answers.put(
        "/subjects/clicks-value/versions/" + version,
        "{\"subject\": \"clicks-value\", \"id\": %d}".formatted(id));
  }
}
