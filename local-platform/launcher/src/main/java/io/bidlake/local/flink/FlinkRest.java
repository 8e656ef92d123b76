package io.bidlake.local.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The part of Flink's REST API that the platform uses. */
public final class FlinkRest {
  private static final String EMITTER = "emit-";

  private final URI address;
  private final FlinkHttp http;

  public FlinkRest(URI address) {
    this.address = address;
    this.http = new FlinkHttp(address);
  }

  /** Ids of the registered TaskManagers; none when the JobManager does not answer. */
  public List<String> taskManagers() {
    List<String> ids = new ArrayList<>();
    http.get("/taskmanagers")
        .ifPresent(answer -> answer.path("taskmanagers").forEach(tm -> ids.add(text(tm, "id"))));
    return ids;
  }

  /** All jobs that the JobManager knows, ended ones too; none when it does not answer. */
  public List<RunningJob> jobs() {
    List<RunningJob> jobs = new ArrayList<>();
    http.get("/jobs/overview")
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

  /** Bytes of the newest checkpoint of a job; none before its first. */
  public OptionalLong stateBytes(String jobId) {
    return http.get("/jobs/" + jobId + "/checkpoints")
        .map(answer -> answer.path("latest").path("completed").path("state_size"))
        .filter(JsonNode::isNumber)
        .map(size -> OptionalLong.of(size.asLong()))
        .orElse(OptionalLong.empty());
  }

  /** How far the windows of a job have come; none for a job without windows. */
  public List<WindowProgress> windows(String jobId) {
    List<WindowProgress> windows = new ArrayList<>();
    String job = "/jobs/" + jobId;
    http.get(job)
        .ifPresent(
            answer -> {
              for (JsonNode vertex : answer.path("vertices")) {
                if (text(vertex, "name").startsWith(EMITTER)) {
                  String id = text(vertex, "id");
                  int tasks = vertex.path("parallelism").asInt();
                  http.get(job + "/vertices/" + id + "/watermarks")
                      .ifPresent(marks -> windows.add(WindowProgress.of(id, tasks, marks)));
                }
              }
            });
    return windows;
  }

  /** The newest failure of a job: the first line of its root cause, if it ever failed. */
  public Optional<String> failure(String jobId) {
    return http.get("/jobs/" + jobId + "/exceptions")
        .map(answer -> text(answer.path("exceptionHistory").path("entries").path(0), "stacktrace"))
        .filter(trace -> !trace.isEmpty())
        .map(RootCause::of);
  }

  /**
   * Starts to stop a job with a savepoint and returns the id under which to ask for the outcome.
   */
  public String stopWithSavepoint(String jobId, String targetFolder) throws IOException {
    Map<String, Object> body = Map.of("drain", false, "targetDirectory", targetFolder);
    return text(http.post("/jobs/" + jobId + "/stop", body), "request-id");
  }

  /** The outcome of a stop, empty while it is under way. */
  public Optional<StopOutcome> stopOutcome(String jobId, String requestId) {
    return http.get("/jobs/" + jobId + "/savepoints/" + requestId)
        .filter(answer -> text(answer.path("status"), "id").equals("COMPLETED"))
        .map(answer -> outcome(answer.path("operation")));
  }

  private static StopOutcome outcome(JsonNode operation) {
    String problem = text(operation.path("failure-cause"), "stack-trace");
    return new StopOutcome(
        text(operation, "location"), problem.isEmpty() ? "" : RootCause.of(problem));
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }
}
