package io.bidlake.local.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.process.Probe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The part of Flink's REST API that the platform uses. */
public record FlinkRest(URI address) {
  private static final String OVERVIEW = "/jobs/overview";
  private static final String EMITTER = "emit-";
  private static final String CAUSE = "Caused by: ";

  /** The message of a task that fails to restore its state, with any state backend. */
  private static final String RESTORE = "Exception while creating StreamOperatorStateContext";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How a stop with a savepoint ended: where the savepoint is, or what went wrong. */
  public record StopOutcome(String savepoint, String problem) {
    public boolean succeeded() {
      return problem.isEmpty();
    }

    /**
     * Checks that a stop has left a savepoint.
     *
     * @param outcome empty if the job was not running
     * @throws PlatformException if there is no savepoint
     */
    public static void requireSavepoint(String job, Optional<StopOutcome> outcome) {
      if (outcome.filter(StopOutcome::succeeded).isEmpty()) {
        throw new PlatformException(
            "job %s must stop with a savepoint, was: %s"
                .formatted(job, outcome.map(StopOutcome::problem).orElse("not running")));
      }
    }
  }

  /** Ids of the registered TaskManagers; empty when the JobManager does not answer. */
  public List<String> taskManagers() {
    List<String> ids = new ArrayList<>();
    get("/taskmanagers")
        .ifPresent(answer -> answer.path("taskmanagers").forEach(tm -> ids.add(text(tm, "id"))));
    return ids;
  }

  /** All jobs that the JobManager knows, including ended ones; empty when it does not answer. */
  public List<RunningJob> jobs() {
    return get(OVERVIEW).map(this::jobs).orElse(List.of());
  }

  /**
   * All jobs that the JobManager knows.
   *
   * @throws IOException if it does not answer, which does not mean that no job runs
   */
  public List<RunningJob> requireJobs() throws IOException {
    return jobs(send(request(OVERVIEW).GET().build()));
  }

  private List<RunningJob> jobs(JsonNode overview) {
    List<RunningJob> jobs = new ArrayList<>();
    overview.path("jobs").forEach(job -> jobs.add(job(job)));
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

  /** The size in bytes of a job's newest checkpoint; empty before its first. */
  public OptionalLong stateBytes(String jobId) {
    return get("/jobs/" + jobId + "/checkpoints")
        .map(answer -> answer.path("latest").path("completed").path("state_size"))
        .filter(JsonNode::isNumber)
        .map(size -> OptionalLong.of(size.asLong()))
        .orElse(OptionalLong.empty());
  }

  /** When the newest completed checkpoint of a job was triggered; empty before its first. */
  public Optional<Instant> checkpointTriggered(String jobId) {
    return get("/jobs/" + jobId + "/checkpoints")
        .map(answer -> answer.path("latest").path("completed").path("trigger_timestamp"))
        .filter(JsonNode::isNumber)
        .map(time -> Instant.ofEpochMilli(time.asLong()));
  }

  /** The progress of a job's windows; empty for a job without windows. */
  public List<WindowProgress> windows(String jobId) {
    List<WindowProgress> windows = new ArrayList<>();
    String job = "/jobs/" + jobId;
    get(job)
        .ifPresent(
            answer -> {
              for (JsonNode vertex : answer.path("vertices")) {
                if (text(vertex, "name").startsWith(EMITTER)) {
                  String id = text(vertex, "id");
                  int tasks = vertex.path("parallelism").asInt();
                  get(job + "/vertices/" + id + "/watermarks")
                      .ifPresent(marks -> windows.add(WindowProgress.of(id, tasks, marks)));
                }
              }
            });
    return windows;
  }

  /** The newest failure of a job: the first line of its root cause, if it ever failed. */
  public Optional<String> failure(String jobId) {
    return stackTraces(jobId).stream()
        .filter(trace -> !trace.isEmpty())
        .findFirst()
        .map(FlinkRest::rootCause);
  }

  /** The number of failed restores among the newest failures of a job. */
  long failedRestores(String jobId) {
    return stackTraces(jobId).stream().filter(trace -> trace.contains(RESTORE)).count();
  }

  /** The stack traces of the newest failures, newest first. */
  private List<String> stackTraces(String jobId) {
    List<String> traces = new ArrayList<>();
    get("/jobs/" + jobId + "/exceptions")
        .map(answer -> answer.path("exceptionHistory").path("entries"))
        .ifPresent(entries -> entries.forEach(entry -> traces.add(text(entry, "stacktrace"))));
    return traces;
  }

  /** Cancels a job, without a savepoint. */
  void cancel(String jobId) throws IOException {
    HttpRequest.BodyPublisher nothing = HttpRequest.BodyPublishers.noBody();
    send(request("/jobs/" + jobId).method("PATCH", nothing).build());
  }

  /** Triggers a stop with savepoint and returns the id of the request, for {@link #stopOutcome}. */
  public String stopWithSavepoint(String jobId, String targetFolder) throws IOException {
    Map<String, Object> body = Map.of("drain", false, "targetDirectory", targetFolder);
    HttpRequest request =
        request("/jobs/" + jobId + "/stop")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    return text(send(request), "request-id");
  }

  /** The outcome of a stop; empty while it is in progress. */
  public Optional<StopOutcome> stopOutcome(String jobId, String requestId) {
    return get("/jobs/" + jobId + "/savepoints/" + requestId)
        .filter(answer -> text(answer.path("status"), "id").equals("COMPLETED"))
        .map(answer -> outcome(answer.path("operation")));
  }

  private static StopOutcome outcome(JsonNode operation) {
    String problem = text(operation.path("failure-cause"), "stack-trace");
    return new StopOutcome(
        text(operation, "location"), problem.isEmpty() ? "" : rootCause(problem));
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }

  /** The root cause of a Java stack trace: its last "Caused by", or else its first line. */
  static String rootCause(String stackTrace) {
    List<String> lines = stackTrace.lines().toList();
    String first = lines.isEmpty() ? "" : lines.get(0);
    return lines.stream()
        .filter(line -> line.startsWith(CAUSE))
        .reduce((earlier, later) -> later)
        .map(line -> line.substring(CAUSE.length()))
        .orElse(first);
  }

  /** The response to a GET, empty if there is none. */
  private Optional<JsonNode> get(String path) {
    try {
      return Optional.of(send(request(path).GET().build()));
    } catch (IOException e) {
      return Optional.empty(); // The server is not up yet, or no longer.
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json");
  }

  private static JsonNode send(HttpRequest request) throws IOException {
    return JSON.readTree(Probe.body(request));
  }
}
