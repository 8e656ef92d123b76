package io.bidlake.verify.job;

import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.job.FlinkJob.View;
import io.bidlake.verify.kafka.Offsets.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Waits until the lake holds all records below a mark: until a job has committed offsets beyond it
 * and then completed one more checkpoint, because its sinks commit what a checkpoint holds before
 * they take part in the next. Where windows of many days are complete at once, the job holds some
 * of the days back for the checkpoints after that. Or until the job does not run: then nothing more
 * comes.
 *
 * @param name what the job is called, such as {@code the ingest job}
 * @param behind what lies below the mark and the job has not committed
 * @param job how the job is doing; nothing if it is not running
 * @param heldDays days of windows that the job holds back
 * @param timeout how long to wait for the job to move; five times that where it can be seen why it
 *     does not
 * @param progress takes a line when something has moved
 * @param clock tells the time
 * @param pause waits before the next look
 */
public record AwaitCommit(
    String name,
    Supplier<Backlog> behind,
    Supplier<Optional<View>> job,
    LongSupplier heldDays,
    Duration timeout,
    Consumer<String> progress,
    InstantSource clock,
    Consumer<Duration> pause) {

  private static final int WITH_REASON = 5;
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Waits by the wall clock. */
  public AwaitCommit(
      String name,
      Supplier<Backlog> behind,
      Supplier<Optional<View>> job,
      LongSupplier heldDays,
      Duration timeout,
      Consumer<String> progress) {
    this(name, behind, job, heldDays, timeout, progress, InstantSource.system(), AwaitCommit::rest);
  }

  /** Returns a remark on how the waiting ended. */
  public String await() {
    Instant moved = clock.instant();
    long least = Long.MAX_VALUE;
    OptionalLong first = OptionalLong.empty();
    long held = 0;
    String last = "";
    while (true) {
      Backlog backlog = behind.get();
      long left = backlog.records();
      Optional<View> view = job.get();
      if (view.isEmpty()) {
        // Once more: the job may have committed between the two questions, and then ended.
        long end = behind.get().records();
        return end == 0
            ? name + " is not running; it has committed all records"
            : "%s is not running, and is %,d records behind".formatted(name, end);
      }
      long completed = view.get().completed();
      if (left == 0 && first.isEmpty()) {
        first = OptionalLong.of(completed);
      }
      if (held > 0) {
        // What is no longer held may be in the checkpoint after those that are under way.
        first = OptionalLong.of(completed + view.get().inProgress() + 1);
        moved = clock.instant();
      }
      // Asked for in each round, so that Flink, which answers with what it fetched last, fetches
      // it.
      held = left == 0 ? heldDays.getAsLong() : 0;
      if (held == 0 && first.isPresent() && completed > first.getAsLong()) {
        return name + " is running and has committed all records below the mark";
      }
      if (left < least) {
        least = left;
        moved = clock.instant();
      }
      String reason = reason(backlog, view.get());
      String line =
          left > 0
              ? "waiting for %s: %,d records to go%s".formatted(name, left, reason)
              : "waiting for %s: the checkpoint after %d%s%s"
                  .formatted(name, completed, held(held), reason);
      if (!line.equals(last)) {
        progress.accept(line);
        last = line;
      }
      Duration patience = reason.isEmpty() ? timeout : timeout.multipliedBy(WITH_REASON);
      if (clock.instant().isAfter(moved.plus(patience))) {
        throw new CannotVerifyException(
            "for %d s %s has come no further: %,d records to go, %d checkpoints done%s"
                .formatted(patience.toSeconds(), name, left, completed, reason));
      }
      pause.accept(PAUSE);
    }
  }

  private static String held(long days) {
    return days == 0 ? "" : " (it holds back %,d days of windows)".formatted(days);
  }

  /** Why a job may come no further for a while, in brackets; empty if nothing shows it. */
  private static String reason(Backlog backlog, View job) {
    if (!job.state().equals("RUNNING")) {
      return " (it is %s)".formatted(job.state());
    }
    if (!backlog.unread().isEmpty()) {
      return " (it has not begun %s)".formatted(String.join(", ", backlog.unread()));
    }
    return job.inProgress() > 0 ? " (a checkpoint is under way)" : "";
  }

  private static void rest(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotVerifyException("interrupted", e);
    }
  }
}
