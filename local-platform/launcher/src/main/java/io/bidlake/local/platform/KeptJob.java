package io.bidlake.local.platform;

import io.bidlake.local.config.PlatformException;
import io.bidlake.local.flink.FlinkJobs;
import io.bidlake.local.flink.FlinkJobs.JobFailedException;
import io.bidlake.local.flink.Job;
import io.bidlake.local.flink.RestorePoint;
import io.bidlake.local.flink.RunningJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A job that is kept running across restarts of the JobManager. A failed submission is retried with
 * exponential backoff, up to a maximum number of attempts. A job that cannot be restored from its
 * newest snapshot is left alone until another snapshot is the newest: only an operator can decide
 * from which one it may resume.
 */
final class KeptJob {
  /** The attempts take about four minutes, long enough for servers to come back. */
  private static final int MOST_TRIES = 10;

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Job job;
  private final RestorePoint restorePoint;
  private final FlinkJobs flink;
  private final Progress progress;
  private final Consumer<String> problem;

  /** Held by the thread that submits the job: one at a time. */
  private final ReentrantLock turn = new ReentrantLock();

  private FutureTask<Void> work = new FutureTask<>(() -> null);
  private String id = newId();

  /**
   * A job that is not started yet.
   *
   * @param problem receives why the job does not run; null when it runs
   */
  KeptJob(
      Job job,
      RestorePoint restorePoint,
      FlinkJobs flink,
      Progress progress,
      Consumer<String> problem) {
    this.job = job;
    this.restorePoint = restorePoint;
    this.flink = flink;
    this.progress = progress;
    this.problem = problem;
  }

  /** Starts the job with a single attempt, and returns when all its tasks run. */
  RunningJob start() {
    long begin = System.nanoTime();
    Optional<Path> from = restorePoint.newest();
    try {
      RunningJob running = flink.start(job, restorePoint, id);
      id = newId();
      problem.accept(null);
      String resumes = from.map(it -> "  (resumes from " + it.getFileName() + ")").orElse("");
      progress.done(
          job.name(), Duration.ofNanos(System.nanoTime() - begin), running.page() + resumes);
      return running;
    } catch (JobFailedException e) {
      id = newId();
      throw e;
    }
  }

  /**
   * Starts the job, with retries, and cancels an earlier call that is still retrying. The returned
   * future completes when the first attempt has ended.
   */
  synchronized CompletableFuture<Void> keep(Executor executor) {
    CompletableFuture<Void> tried = new CompletableFuture<>();
    end();
    work =
        new FutureTask<>(() -> startInTurn(tried), null) {
          @Override
          protected void done() {
            tried.complete(null);
          }
        };
    executor.execute(work);
    return tried;
  }

  /** Cancels the attempts of {@link #keep}. */
  synchronized void end() {
    work.cancel(true);
  }

  private void startInTurn(CompletableFuture<Void> tried) {
    try {
      turn.lockInterruptibly(); // No earlier submission is in flight any more.
    } catch (InterruptedException e) {
      return;
    }
    try {
      startUntilItRuns(tried);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      turn.unlock();
    }
  }

  private void startUntilItRuns(CompletableFuture<Void> tried) throws InterruptedException {
    RestartPause pause = new RestartPause();
    for (int tries = 1; tries <= MOST_TRIES; tries++) {
      Optional<Path> from = restorePoint.newest();
      try {
        start();
        return;
      } catch (JobFailedException e) {
        failed(e.getMessage() + from.map(KeptJob::howToGoOn).orElse(""));
        tried.complete(null);
        awaitAnother(from);
        tries = 0;
      } catch (RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        failed(e instanceof PlatformException ? e.getMessage() : e.toString());
        tried.complete(null);
        Thread.sleep(pause.before(Duration.ZERO).toMillis());
      }
    }
  }

  private void failed(String text) {
    problem.accept(text);
    progress.failed(job.name(), "FAILED: " + text);
  }

  private static String howToGoOn(Path snapshot) {
    return """

    It could not resume from %s.
    It is restarted when that folder is moved away: from the snapshot before it, or else from
    the committed offsets of its consumer group. Rows may then be written twice, see
    docs/operations.md.\
    """
        .formatted(snapshot);
  }

  private void awaitAnother(Optional<Path> from) throws InterruptedException {
    while (restorePoint.newest().equals(from)) {
      Thread.sleep(LOOK_AGAIN.toMillis());
    }
  }

  private static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
