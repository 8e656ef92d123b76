package io.bidlake.verify.job;

import io.bidlake.verify.base.CannotVerifyException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Waits until the lake holds all records below a mark: until a job has committed offsets beyond it
 * and then completed one more checkpoint, because its sinks commit what a checkpoint holds before
 * they take part in the next. Or until the job does not run: then nothing more comes.
 *
 * @param name what the job is called, such as {@code the ingest job}
 * @param behind records below the mark that the job has not committed
 * @param checkpoints how many checkpoints the job has completed; nothing if it is not running
 * @param timeout how long to wait at most
 * @param progress takes a line when something has moved
 * @param clock tells the time
 * @param pause waits before the next look
 */
public record AwaitCommit(
    String name,
    LongSupplier behind,
    Supplier<OptionalLong> checkpoints,
    Duration timeout,
    Consumer<String> progress,
    InstantSource clock,
    Consumer<Duration> pause) {

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Waits by the wall clock. */
  public AwaitCommit(
      String name,
      LongSupplier behind,
      Supplier<OptionalLong> checkpoints,
      Duration timeout,
      Consumer<String> progress) {
    this(name, behind, checkpoints, timeout, progress, InstantSource.system(), AwaitCommit::rest);
  }

  /** Returns a remark on how the waiting ended. */
  public String await() {
    Instant deadline = clock.instant().plus(timeout);
    OptionalLong first = OptionalLong.empty();
    String last = "";
    while (true) {
      long left = behind.getAsLong();
      OptionalLong completed = checkpoints.get();
      if (completed.isEmpty()) {
        // Once more: the job may have committed between the two questions, and then ended.
        long end = behind.getAsLong();
        return end == 0
            ? name + " is not running; it has committed all records"
            : "%s is not running, and is %,d records behind".formatted(name, end);
      }
      if (left == 0 && first.isEmpty()) {
        first = completed;
      }
      if (first.isPresent() && completed.getAsLong() > first.getAsLong()) {
        return name + " is running and has committed all records below the mark";
      }
      String line =
          left > 0
              ? "waiting for %s: %,d records to go".formatted(name, left)
              : "waiting for %s: the checkpoint after %d".formatted(name, completed.getAsLong());
      if (!line.equals(last)) {
        progress.accept(line);
        last = line;
      }
      if (clock.instant().isAfter(deadline)) {
        throw new CannotVerifyException(
            "after %d s %s has not caught up: %,d records to go, %d checkpoints done"
                .formatted(timeout.toSeconds(), name, left, completed.getAsLong()));
      }
      pause.accept(PAUSE);
    }
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
