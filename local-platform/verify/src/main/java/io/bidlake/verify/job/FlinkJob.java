package io.bidlake.verify.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.verify.base.CannotVerifyException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A job as seen through Flink's REST API. If there is no JobManager, the job is not running.
 *
 * @param url the base URL of the API
 * @param jobName the name of the job
 */
public record FlinkJob(String url, String jobName) {

  /** The terminal states. A job in any other state, such as RESTARTING, may still commit. */
  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED", "SUSPENDED");

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The status of a job.
   *
   * @param state Flink's name of the state, such as RUNNING or RESTARTING
   * @param completed the number of completed checkpoints
   * @param inProgress the number of checkpoints in progress
   */
  public record View(String state, long completed, long inProgress) {}

  /** The status of the job; empty if it is not running. */
  public Optional<View> view() {
    return ask(this::viewOf);
  }

  /**
   * The number of days of windows that the job holds back for its next checkpoints. The value is
   * the one that Flink fetched last, at most 10 s ago if it is requested repeatedly.
   */
  public long heldDays() {
    return ask(this::heldDaysOf).orElse(0L);
  }

  private View viewOf(JsonNode job) throws IOException {
    JsonNode counts = get(pathOf(job) + "/checkpoints").path("counts");
    return new View(
        job.path("state").asText(),
        counts.path("completed").asLong(),
        counts.path("in_progress").asLong());
  }

  private long heldDaysOf(JsonNode job) throws IOException {
    long days = 0;
    for (JsonNode vertex : get(pathOf(job)).path("vertices")) {
      String metrics =
          "%s/vertices/%s/subtasks/metrics".formatted(pathOf(job), vertex.path("id").asText());
      for (JsonNode metric : get(metrics)) {
        String name = metric.path("id").asText();
        if (name.endsWith(".waitingDays")) {
          String query = "?agg=sum&get=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
          days += get(metrics + query).path(0).path("sum").asLong();
        }
      }
    }
    return days;
  }

  private static String pathOf(JsonNode job) {
    return "/jobs/" + job.path("jid").asText();
  }

  private interface Question<T> {
    T ask(JsonNode job) throws IOException;
  }

  /** Sends a request about the job; empty if it is not running. */
  private <T> Optional<T> ask(Question<T> question) {
    try {
      for (JsonNode job : get("/jobs/overview").path("jobs")) {
        boolean ours = jobName.equals(job.path("name").asText());
        if (ours && !ENDED.contains(job.path("state").asText())) {
          return Optional.of(question.ask(job));
        }
      }
      return Optional.empty();
    } catch (ConnectException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new CannotVerifyException(
          "Flink at %s does not answer (flink.url): %s"
              .formatted(url, CannotVerifyException.rootMessage(e)),
          e);
    }
  }

  private JsonNode get(String path) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT).build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("HTTP %d to %s".formatted(answer.statusCode(), path));
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotVerifyException("interrupted", e);
    }
  }
}
