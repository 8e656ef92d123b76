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
 * Waits until the lake contains all records below a mark. That is the case when the job has
 * committed offsets up to the mark and then completed one more checkpoint, because its sinks commit
 * the data of a checkpoint before they take part in the next one. If windows of many days are
 * complete at once, the job holds back some of the days for later checkpoints. The wait also ends
 * when the job is not running, as nothing more will be committed.
 *
 * @param name the name of the job in messages, such as {@code the ingest job}
 * @param behind supplies the records below the mark that the job has not committed
 * @param job supplies the status of the job; empty if it is not running
 * @param heldDays supplies the number of days of windows that the job holds back
 * @param timeout how long to wait for progress; five times as long if the reason for the lack of
 *     progress is known
 * @param progress receives a line for each change
 * @param clock the clock
 * @param pause waits before the next check
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

  /**
   * Waits, and returns a remark on the outcome.
   *
   * @throws CannotVerifyException if the job makes no progress for too long
   */
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
        // Check again: the job may have committed between the two requests, and then ended.
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
        // Days that are no longer held back may be in the checkpoint after those in progress.
        first = OptionalLong.of(completed + view.get().inProgress() + 1);
        moved = clock.instant();
      }
      // Requested in each round, because Flink returns the last fetched value and fetches on
      // request.
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
            "for %d s %s has made no progress: %,d records to go, %d checkpoints done%s"
                .formatted(patience.toSeconds(), name, left, completed, reason));
      }
      pause.accept(PAUSE);
    }
  }

  private static String held(long days) {
    return days == 0 ? "" : " (it holds back %,d days of windows)".formatted(days);
  }

  /** The reason why a job may make no progress for a while, in parentheses; empty if unknown. */
  private static String reason(Backlog backlog, View job) {
    if (!job.state().equals("RUNNING")) {
      return " (it is %s)".formatted(job.state());
    }
    if (!backlog.unread().isEmpty()) {
      return " (it has not started to read %s)".formatted(String.join(", ", backlog.unread()));
    }
    return job.inProgress() > 0 ? " (a checkpoint is in progress)" : "";
  }
}
