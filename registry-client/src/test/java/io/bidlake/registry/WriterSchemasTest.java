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
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By a clock that goes on with each request to the registry, and when a test says so. */
class WriterSchemasTest {

  static {
    // Otherwise each answer waits 40 ms for the acknowledgement of its header.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final Duration ANSWER_TAKES = Duration.ofMillis(10);
  private static final String STRING = "{\"schema\": \"\\\"string\\\"\"}";
  private static final int RECORDS = 20_000;

  private final Map<String, String> answers = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> subjects = new TreeSet<>();
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
          int missing = refused.contains(path) ? 403 : 404;
          exchange.sendResponseHeaders(answers.containsKey(path) ? 200 : missing, body.length);
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
  void findsASchemaInANewSubjectSoonWhileRandomIdsCome() throws Exception {
    assertFoundWithin(
        Duration.ofSeconds(1), 70_001, () -> register(70_001, "clicks-from-elsewhere-value", 1));
  }

  @Test
  void findsANewSubjectAmongManyAndANewVersionOfASubjectThatIsNotInUse() throws Exception {
    for (int i = 0; i < 100; i++) {
      register(100 + i, "other-%d-value".formatted(i), 1);
    }
    assertFoundWithin(Duration.ofSeconds(4), 70_001, () -> register(70_001, "new-value", 1));

    assertFoundWithin(Duration.ofSeconds(15), 70_002, () -> register(70_002, "other-50-value", 2));
  }

  @Test
  void isContentWithTheSubjectsInUseWhereOthersAreHidden() throws Exception {
    refused.add("/subjects");
    answers.remove("/subjects");

    findsASchemaThatIsRegisteredWhileRandomIdsCome();
  }

  /** Random ids come, 1,000 a second, and every hundredth record has this id. */
  private void assertFoundWithin(Duration time, int id, Runnable registration) throws Exception {
    schemas.schema(3, Set.of());
    flood(1_000, id);
    registration.run();
    long start = now;
    while (!flood(100, id)) {
      assertThat(Duration.ofNanos(now - start)).isLessThan(time);
    }
  }

  /** Whether the id was found. */
  private boolean flood(int records, int id) {
    for (int i = 0; i < records; i++) {
      now += Duration.ofMillis(1).toNanos();
      assertUnknown(random.nextInt());
    }
    try {
      return schemas.schema(id, Set.of(3)) != null;
    } catch (UnknownSchemaException e) {
      return false;
    }
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
    register(id, "clicks-value", version);
  }

  private void register(int id, String subject, int version) {
    answers.put("/schemas/ids/" + id, STRING);
    answers.put(
        "/schemas/ids/%d/versions".formatted(id),
        "[{\"subject\": \"%s\", \"version\": 1}]".formatted(subject));
    String versions = "/subjects/%s/versions".formatted(subject);
    answers.put(versions, version == 1 ? "[1]" : "[1, 2]");
    answers.put(
        versions + "/" + version, "{\"subject\": \"%s\", \"id\": %d}".formatted(subject, id));
    if (!refused.contains("/subjects") && subjects.add(subject)) {
      answers.put("/subjects", "[\"%s\"]".formatted(String.join("\", \"", subjects)));
    }
  }
}
