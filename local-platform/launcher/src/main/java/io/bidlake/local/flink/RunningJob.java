package io.bidlake.local.flink;

import java.net.URI;
import java.time.Instant;

/** A job as Flink reports it. */
public record RunningJob(
    String id,
    String name,
    String state,
    int runningTasks,
    int totalTasks,
    Instant started,
    URI page) {

  /** Whether all its tasks run. */
  public boolean running() {
    return state.equals("RUNNING") && totalTasks > 0 && runningTasks == totalTasks;
  }

  /** Whether the job is in a terminal state. */
  public boolean ended() {
    return state.equals("FAILED") || state.equals("CANCELED") || state.equals("FINISHED");
  }
}
