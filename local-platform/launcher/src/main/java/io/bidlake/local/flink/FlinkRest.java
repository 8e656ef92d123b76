package io.bidlake.local.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of Flink's REST API that the platform uses. */
public final class FlinkRest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(PATIENCE).version(HttpClient.Version.HTTP_1_1).build();

  private final URI address;

  public FlinkRest(URI address) {
    this.address = address;
  }

  /** Ids of the registered TaskManagers; none when the JobManager does not answer. */
  public List<String> taskManagers() {
    List<String> ids = new ArrayList<>();
    fetch("/taskmanagers")
        .ifPresent(answer -> answer.path("taskmanagers").forEach(tm -> ids.add(text(tm, "id"))));
    return ids;
  }

  /** All jobs that the JobManager knows, ended ones too; none when it does not answer. */
  public List<RunningJob> jobs() {
    List<RunningJob> jobs = new ArrayList<>();
    fetch("/jobs/overview")
        .ifPresent(answer -> answer.path("jobs").forEach(job -> jobs.add(job(job))));
    return jobs;
  }

  private RunningJob job(JsonNode job) {
    String id = text(job, "jid");
    JsonNode tasks = job.path("tasks");
    return new RunningJob(
        id,
        text(job, "name"),
        text(job, "state"),
        tasks.path("running").asInt(),
        tasks.path("total").asInt(),
        Instant.ofEpochMilli(job.path("start-time").asLong()),
        URI.create(address + "/#/job/running/" + id + "/overview"));
  }

  /** The newest failure of a job: the first line of its root cause, if it ever failed. */
  public Optional<String> failure(String jobId) {
    return fetch("/jobs/" + jobId + "/exceptions")
        .map(answer -> text(answer.path("exceptionHistory").path("entries").path(0), "stacktrace"))
        .filter(trace -> !trace.isEmpty())
        .map(RootCause::of);
  }

  /**
   * Starts to stop a job with a savepoint and returns the id under which to ask for the outcome.
   */
  public String stopWithSavepoint(String jobId, String targetFolder) throws IOException {
    Map<String, Object> body = Map.of("drain", false, "targetDirectory", targetFolder);
    return text(send(request("/jobs/" + jobId + "/stop").POST(json(body)).build()), "request-id");
  }

  /** The outcome of a stop, empty while it is under way. */
  public Optional<StopOutcome> stopOutcome(String jobId, String requestId) {
    return fetch("/jobs/" + jobId + "/savepoints/" + requestId)
        .filter(answer -> text(answer.path("status"), "id").equals("COMPLETED"))
        .map(answer -> outcome(answer.path("operation")));
  }

  private static StopOutcome outcome(JsonNode operation) {
    String problem = text(operation.path("failure-cause"), "stack-trace");
    return new StopOutcome(
        text(operation, "location"), problem.isEmpty() ? "" : RootCause.of(problem));
  }

  private Optional<JsonNode> fetch(String path) {
    try {
      return Optional.of(send(request(path).GET().build()));
    } catch (IOException e) {
      return Optional.empty(); // Not up, or no longer.
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json");
  }

  private static HttpRequest.BodyPublisher json(Map<String, Object> body) {
    try {
      return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(
            "%s %s gave status %d: %s"
                .formatted(request.method(), request.uri(), answer.statusCode(), answer.body()));
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }
}
