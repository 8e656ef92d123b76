package io.bidlake.local.flink;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.flink.FlinkRest.StopOutcome;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ToolProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Starts jobs with {@code flink run} from their newest snapshot, and stops them with a savepoint.
 */
public final class FlinkJobs {
  private static final Duration STOP_PATIENCE = Duration.ofMinutes(2);
  private static final Duration RECOVERY_PATIENCE = Duration.ofSeconds(30);
  private static final long POLL_NANOS = 100_000_000;

  /** While a server restarts, restoring the state of a task may fail once or twice. */
  private static final int MOST_RESTORES = 3;

  private final PlatformConfig config;
  private final FlinkCluster cluster;
  private final FlinkRest rest;

  public FlinkJobs(PlatformConfig config, FlinkCluster cluster) {
    this.config = config;
    this.cluster = cluster;
    this.rest = new FlinkRest(config.addresses().flink());
  }

  /** A job that Flink has given up on, or that cannot restore its state. */
  public static final class JobFailedException extends PlatformException {
    JobFailedException(String message) {
      super(message);
    }
  }

  /**
   * Submits the job, unless it already exists, and waits until all its tasks run.
   *
   * @param id the job id to submit it with; a retry after a failed submission must use the same id,
   *     as Flink may still receive the first one
   * @throws JobFailedException if Flink has accepted the job and it cannot run
   */
  public RunningJob start(Job job, RestorePoint restorePoint, String id) {
    Optional<RunningJob> living = requireAnswer(job.name());
    if (living.isEmpty()) {
      submit(job, restorePoint, id);
    }
    String submitted = living.map(RunningJob::id).orElse(id);
    Optional<RunningJob> found =
        waitUntil(
            config.startTimeout(),
            () -> job(submitted).filter(it -> it.running() || it.ended() || endless(it)));
    if (found.filter(RunningJob::running).isPresent()) {
      return found.get();
    }
    String problem = notRunning(job, job(submitted));
    if (found.isEmpty()) {
      throw new PlatformException(problem);
    }
    if (!found.get().ended()) {
      cancel(found.get());
    }
    throw new JobFailedException(problem);
  }

  /** Whether tasks cannot restore their state, which Flink would retry without end. */
  private boolean endless(RunningJob job) {
    return job.state().equals("RESTARTING") && rest.failedRestores(job.id()) >= MOST_RESTORES;
  }

  private void cancel(RunningJob job) {
    try {
      rest.cancel(job.id());
    } catch (IOException e) {
      throw new PlatformException("cannot cancel " + job.name() + ": " + e.getMessage(), e);
    }
  }

  private String notRunning(Job job, Optional<RunningJob> found) {
    return "job %s must be RUNNING, was %s%s"
        .formatted(
            job.name(),
            found.map(RunningJob::state).orElse("absent"),
            found.flatMap(it -> rest.failure(it.id())).map(cause -> ": " + cause).orElse(""));
  }

  private void submit(Job job, RestorePoint restorePoint, String id) {
    try {
      JavaCommand command = FlinkRun.detached(cluster, job, restorePoint, id);
      ToolProcess.run("submit-" + job.name(), command, config.state());
    } catch (IOException e) {
      throw new PlatformException("cannot submit %s: %s".formatted(job.name(), e), e);
    } catch (PlatformException e) {
      // Flink may have accepted the job of a failed client, and then knows more about it.
      if (job(id).isEmpty()) {
        throw e;
      }
    }
  }

  /**
   * Stops the job with a savepoint, so that everything it has read is committed and the next start
   * resumes from there. Retries once, for a job that is recovering. Empty if the job is not
   * running.
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

  /** The job of that name that has not ended, if there is one. */
  public Optional<RunningJob> current(String name) {
    return current(name, rest.jobs());
  }

  private static Optional<RunningJob> current(String name, List<RunningJob> jobs) {
    return jobs.stream().filter(job -> job.name().equals(name) && !job.ended()).findFirst();
  }

  private Optional<RunningJob> requireAnswer(String name) {
    try {
      return current(name, rest.requireJobs());
    } catch (IOException e) {
      throw new PlatformException("cannot start %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private Optional<RunningJob> job(String id) {
    return rest.jobs().stream().filter(job -> job.id().equals(id)).findFirst();
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
