package io.bidlake.verify.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.job.FlinkJob;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two servers that are asked over HTTP, played by one that answers what a test says. */
class RestTest {

  private final Map<String, String> answers = new HashMap<>();
  private final Map<String, Integer> statuses = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private String url;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String whole = exchange.getRequestURI().toString();
          String path = answers.containsKey(whole) ? whole : exchange.getRequestURI().getPath();
          asked.add(path);
          byte[] body = answers.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
          int status = answers.containsKey(path) ? 200 : 404;
          exchange.sendResponseHeaders(statuses.getOrDefault(path, status), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    url = "http://localhost:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private RegistrySettings login() {
    return new RegistrySettings(url, "", "", "", "");
  }

  @Test
  void asksTheRegistryOnceForASchema() {
    String text = Topics.CLICKS.schema().toString().replace("\"", "\\\"");
    answers.put("/schemas/ids/7", "{\"schema\":\"%s\"}".formatted(text));
    RegistrySchemas schemas = new RegistrySchemas(login());

    assertThat(schemas.byId(7)).contains(Topics.CLICKS.schema());
    assertThat(schemas.byId(7)).isPresent();
    assertThat(schemas.byId(8)).isEmpty();
    assertThat(asked).containsExactly("/schemas/ids/7", "/schemas/ids/8");
  }

  @Test
  void takesASchemaOfAnotherKindAsNone() {
    answers.put("/schemas/ids/1", "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message X {}\"}");

    assertThat(new RegistrySchemas(login()).byId(1)).isEmpty();
  }

  @Test
  void takesWhatTheRegistryCallsNoIdAsNone() {
    statuses.put("/schemas/ids/5", 422);
    statuses.put("/schemas/ids/6", 400);
    RegistrySchemas schemas = new RegistrySchemas(login());

    assertThat(schemas.byId(5)).isEmpty();
    assertThat(schemas.byId(6)).isEmpty();
  }

  @Test
  void saysThatTheRegistryDoesNotTellASchema() {
    statuses.put("/schemas/ids/5", 403);

    assertThatThrownBy(() -> new RegistrySchemas(login()).byId(5))
        .isInstanceOf(CannotVerifyException.class)
        .hasMessageEndingWith("answered HTTP 403 to /schemas/ids/5");
  }

  @Test
  void takesATextThatIsNoSchemaAsNone() {
    answers.put("/schemas/ids/5", "{\"schema\":\"[\\\"another.Record\\\"]\"}");
    answers.put(
        "/schemas/ids/6",
        "{\"schema\":\"\\\"int\\\"\",\"references\":[{\"subject\":\"gone\",\"version\":1}]}");
    RegistrySchemas schemas = new RegistrySchemas(login());

    assertThat(schemas.byId(5)).isEmpty();
    assertThat(schemas.byId(6)).isEmpty();
  }

  @Test
  void readsWhatASchemaRefersTo() {
    answers.put(
        "/schemas/ids/5",
        "{\"schema\":\"[\\\"a.F\\\"]\",\"references\":[{\"subject\":\"f\",\"version\":3}]}");
    answers.put(
        "/subjects/f/versions/3",
        "{\"schema\":\"{\\\"type\\\":\\\"fixed\\\",\\\"name\\\":\\\"a.F\\\",\\\"size\\\":2}\"}");

    assertThat(new RegistrySchemas(login()).byId(5).orElseThrow().getTypes())
        .extracting(type -> type.getFullName())
        .containsExactly("a.F");
  }

  @Test
  void asksForEachIdOnlyUntilTooManyWereUnknown() {
    answers.put("/subjects", "[\"clicks-value\"]");
    answers.put("/subjects/clicks-value/versions", "[4]");
    answers.put("/subjects/clicks-value/versions/4", "{\"id\":70001}");
    answers.put("/schemas/ids/70001", "{\"schema\":\"\\\"int\\\"\"}");
    RegistrySchemas schemas = new RegistrySchemas(login());
    for (int id = 100; id < 20_100; id++) {
      assertThat(schemas.byId(id)).isEmpty();
    }

    assertThat(asked).hasSizeLessThan(250);
    assertThat(schemas.byId(70_001)).isPresent();
  }

  @Test
  void findsTheCheckpointsOfTheJobThatHasNotEnded() {
    answers.put(
        "/jobs/overview",
        """
        {"jobs":[{"jid":"a","name":"bidlake-ingest","state":"CANCELED"},
                 {"jid":"b","name":"another","state":"RUNNING"},
                 {"jid":"c","name":"bidlake-ingest","state":"RESTARTING"}]}
        """);
    answers.put(
        "/jobs/c/checkpoints", "{\"counts\":{\"completed\":12,\"in_progress\":1,\"total\":14}}");

    assertThat(new FlinkJob(url, "bidlake-ingest").view())
        .hasValue(new FlinkJob.View("RESTARTING", 12, 1));
  }

  @Test
  void addsUpTheDaysThatTheTasksOfTheJobHoldBack() {
    answers.put(
        "/jobs/overview",
        "{\"jobs\":[{\"jid\":\"c\",\"name\":\"bidlake-funnel\",\"state\":\"RUNNING\"}]}");
    answers.put("/jobs/c", "{\"vertices\":[{\"id\":\"v1\"},{\"id\":\"v2\"}]}");
    String metrics = "/jobs/c/vertices/%s/subtasks/metrics";
    answers.put(metrics.formatted("v1"), "[{\"id\":\"numRecordsIn\"}]");
    answers.put(
        metrics.formatted("v2"),
        "[{\"id\":\"hold_a b.waitingDays\"},{\"id\":\"hold_c.waitingDays\"}]");
    answers.put(
        metrics.formatted("v2") + "?agg=sum&get=hold_a+b.waitingDays",
        "[{\"id\":\"hold_a b.waitingDays\",\"sum\":3.0}]");
    answers.put(
        metrics.formatted("v2") + "?agg=sum&get=hold_c.waitingDays",
        "[{\"id\":\"hold_c.waitingDays\",\"sum\":40.0}]");

    assertThat(new FlinkJob(url, "bidlake-funnel").heldDays()).isEqualTo(43);
    assertThat(new FlinkJob(url, "bidlake-ingest").heldDays()).isZero();
  }

  @Test
  void knowsThatNoJobIsRunning() {
    answers.put(
        "/jobs/overview",
        "{\"jobs\":[{\"jid\":\"a\",\"name\":\"bidlake-ingest\",\"state\":\"FAILED\"}]}");

    assertThat(new FlinkJob(url, "bidlake-ingest").view()).isEmpty();
    assertThat(new FlinkJob("http://localhost:1", "bidlake-ingest").view()).isEmpty();
  }

  @Test
  void saysThatFlinkDoesNotAnswerAsItShould() {
    assertThatThrownBy(() -> new FlinkJob(url, "bidlake-ingest").view())
        .isInstanceOf(CannotVerifyException.class)
        .hasMessageContaining("flink.url")
        .hasMessageContaining("HTTP 404");
  }
}
