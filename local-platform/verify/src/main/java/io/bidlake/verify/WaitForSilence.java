package io.bidlake.verify;

import io.bidlake.verify.report.Report;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Compares again if rows are missing that may only be late: a job that has just caught up waits for
 * partitions without new records until they count as idle, and writes these rows then.
 *
 * @param silence how long the jobs wait for such a partition
 * @param progress receives a line before the wait
 * @param pause waits
 */
record WaitForSilence(Duration silence, Consumer<String> progress, Consumer<Duration> pause) {

  /** Time beyond the silence until the jobs have noticed it. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  /** Returns the first comparison, or a second one after the wait. */
  Report of(Supplier<Report> comparison) {
    Report first = comparison.get();
    if (!first.isOnlyLate()) {
      return first;
    }
    Duration wait = silence.plus(MARGIN);
    progress.accept(
        "%,d rows of windows are not there yet; comparing again in %d s, as the jobs wait for silent partitions"
            .formatted(first.windows().held(), wait.toSeconds()));
    pause.accept(wait);
    return comparison.get();
  }
}
