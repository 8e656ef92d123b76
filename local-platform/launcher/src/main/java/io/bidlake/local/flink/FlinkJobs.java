package io.bidlake.local.flink;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.flink.FlinkRest.StopOutcome;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ToolProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Starts jobs with {@code flink run}, from where they stopped, and stops them with a savepoint. */
public final class FlinkJobs {
  private static final Duration STOP_PATIENCE = Duration.ofMinutes(2);
  private static final Duration RECOVERY_PATIENCE = Duration.ofSeconds(30);
  private static final long POLL_NANOS = 100_000_000;

  private final PlatformConfig config;
  private final FlinkCluster cluster;
  private final FlinkRest rest;

  public FlinkJobs(PlatformConfig config, FlinkCluster cluster) {
    this.config = config;
    this.cluster = cluster;
    this.rest = new FlinkRest(config.addresses().flink());
  }

  /** Submits the job, or finds it there already, and waits until all its tasks run. */
  public RunningJob start(Job job, RestorePoint restorePoint) {
    if (current(job.name()).isEmpty()) {
      submit(job, restorePoint);
    }
    Optional<RunningJob> found =
        waitUntil(
            config.startTimeout(),
            () -> newest(job.name()).filter(it -> it.running() || it.ended()));
    return found
        .filter(RunningJob::running)
        .orElseThrow(() -> new PlatformException(notRunning(job, newest(job.name()))));
  }

  private String notRunning(Job job, Optional<RunningJob> found) {
    return "job %s must be RUNNING, was %s%s"
        .formatted(
            job.name(),
            found.map(RunningJob::state).orElse("absent"),
            found.flatMap(it -> rest.failure(it.id())).map(cause -> ": " + cause).orElse(""));
  }

  private void submit(Job job, RestorePoint restorePoint) {
    try {
      JavaCommand command = FlinkRun.detached(cluster, job, restorePoint);
      ToolProcess.run("submit-" + job.name(), command, config.state());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Stops the job so that everything it read is committed and the next start goes on from there.
   * Empty when the job does not run. A job that is just recovering is tried once more.
   */
  public Optional<StopOutcome> stopWithSavepoint(String name, RestorePoint restorePoint) {
    Optional<StopOutcome> first = tryStop(name, restorePoint);
    if (first.isEmpty() || first.get().succeeded()) {
      return first;
    }
    waitUntil(RECOVERY_PATIENCE, () -> current(name).filter(RunningJob::running));
    return tryStop(name, restorePoint).or(() -> first);
  }

  private Optional<StopOutcome> tryStop(String name, RestorePoint restorePoint) {
    Optional<RunningJob> running = current(name);
    if (running.isEmpty()) {
      return Optional.empty();
    }
    String id = running.get().id();
    try {
      Files.createDirectories(restorePoint.savepoints());
      String request = rest.stopWithSavepoint(id, FlinkRun.uri(restorePoint.savepoints()));
      return waitUntil(STOP_PATIENCE, () -> rest.stopOutcome(id, request))
          .or(() -> Optional.of(new StopOutcome("", "none after " + STOP_PATIENCE)));
    } catch (IOException e) {
      return Optional.of(new StopOutcome("", e.getMessage()));
    }
  }

  /** The job of that name that has not ended. */
  public Optional<RunningJob> current(String name) {
    return rest.jobs().stream().filter(job -> job.name().equals(name) && !job.ended()).findFirst();
  }

  private Optional<RunningJob> newest(String name) {
    return rest.jobs().stream()
        .filter(job -> job.name().equals(name))
        .max(Comparator.comparing(RunningJob::started));
  }

  private static <T> Optional<T> waitUntil(Duration patience, Supplier<Optional<T>> question) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) {
        return answer;
      }
      LockSupport.parkNanos(POLL_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new PlatformException("interrupted");
      }
    }
    return Optional.empty();
  }
}
