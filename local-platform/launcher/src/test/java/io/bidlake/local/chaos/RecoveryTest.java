package io.bidlake.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.FlinkRest;
import io.bidlake.local.platform.ServiceStatus;
import io.bidlake.local.platform.ServiceStatus.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecoveryTest {
  private static final Instant FAULT = Instant.parse("2026-01-01T12:00:00.500Z");

  /** The answers of Flink's REST API by path; 404 for any other. */
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  private HttpServer flink;
  private volatile State catalog = State.UP;
  private volatile boolean stopping;

  @BeforeEach
  void start() throws IOException {
    flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    flink.createContext(
        "/",
        exchange -> {
          String answer = answers.get(exchange.getRequestURI().getPath());
          byte[] body = answer == null ? new byte[0] : answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    flink.start();
    jobs(job("1", "ingest", "RUNNING", 4));
    checkpoint("1", FAULT.plusSeconds(3));
  }

  @AfterEach
  void stop() {
    flink.stop(0);
  }

  @Test
  void allIsBackWithServicesUpAJobWithAllTasksAndACheckpointThatBeganAfterTheFault()
      throws Exception {
    assertThat(recovery().missing(FAULT)).isEmpty();
    Instant now = Instant.now();
    checkpoint("1", now);

    assertThat(recovery().await(now)).isBetween(Duration.ZERO, Duration.ofSeconds(30));
  }

  @Test
  void aCheckpointThatBeganBeforeTheFaultProvesNothing() {
    checkpoint("1", FAULT.minusMillis(1));
    assertThat(recovery().missing(FAULT))
        .contains("job ingest must complete a checkpoint, has none since");
    answers.put("/jobs/1/checkpoints", "{\"latest\":{\"completed\":null}}");
    assertThat(recovery().missing(FAULT)).isPresent();
  }

  @Test
  void aJobWithoutAllItsTasksIsNotBack() {
    jobs(job("1", "ingest", "RUNNING", 3));
    assertThat(recovery().missing(FAULT))
        .contains("job ingest must run with all tasks, is RUNNING with 3 of 4");
    jobs(job("1", "ingest", "RESTARTING", 0));
    assertThat(recovery().missing(FAULT)).isPresent();
  }

  @Test
  void aJobThatRunsTwiceOrNotAtAllIsNotBack() {
    jobs(job("1", "ingest", "RUNNING", 4), job("2", "ingest", "RUNNING", 4));
    assertThat(recovery().missing(FAULT)).contains("job ingest must run once, runs 2 times");
    jobs(job("1", "ingest", "FAILED", 0));
    assertThat(recovery().missing(FAULT)).contains("job ingest must run once, runs 0 times");
    flink.stop(0);
    assertThat(recovery().missing(FAULT)).contains("job ingest must run once, runs 0 times");
  }

  @Test
  void aJobThatEndedAndRunsAgainIsBack() {
    jobs(job("0", "ingest", "FAILED", 0), job("1", "ingest", "RUNNING", 4));

    assertThat(recovery().missing(FAULT)).isEmpty();
  }

  @Test
  void aServiceThatIsNotUpIsNotBack() {
    catalog = State.RESTARTING;

    assertThat(recovery().missing(FAULT)).contains("iceberg-rest must be up, is restarting");
  }

  @Test
  void givesUpInTheEndAndSaysWhatIsMissing() {
    catalog = State.DEAD;

    assertThatThrownBy(() -> recovery().await(FAULT))
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            "the platform must be back within 300 s, was not: iceberg-rest must be up, is dead");
  }

  @Test
  void waitsNoMoreWhenThePlatformIsBeingStopped() {
    catalog = State.STOPPED;
    stopping = true;

    assertThatThrownBy(() -> recovery().await(Instant.now()))
        .hasMessage("the platform is being stopped");
  }

  private Recovery recovery() {
    return new Recovery(
        () ->
            List.of(
                new ServiceStatus(
                    ServiceName.ICEBERG_REST, catalog, OptionalLong.of(1), Duration.ZERO, "", 0)),
        new FlinkRest(URI.create("http://127.0.0.1:" + flink.getAddress().getPort())),
        List.of("ingest"),
        () -> stopping);
  }

  private void jobs(String... jobs) {
    answers.put("/jobs/overview", "{\"jobs\":[" + String.join(",", jobs) + "]}");
  }

  private static String job(String id, String name, String state, int running) {
    return "{\"jid\":\"%s\",\"name\":\"%s\",\"state\":\"%s\",\"tasks\":{\"running\":%d,\"total\":4}}"
        .formatted(id, name, state, running);
  }

  private void checkpoint(String job, Instant triggered) {
    answers.put(
        "/jobs/" + job + "/checkpoints",
        "{\"latest\":{\"completed\":{\"trigger_timestamp\":%d}}}"
            .formatted(triggered.toEpochMilli()));
  }
}
