package io.bidlake.local.cli.demo;

import io.bidlake.local.cli.demo.CompleteTables.Step;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.flink.WindowProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whether no more windows end after the last event was read. The watermark still advances, and ends
 * windows, as one partition after the other becomes idle.
 */
final class WindowsAtRest {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Supplier<List<WindowProgress>> windows;
  private final Duration quiet;
  private final Duration patience;
  private final InstantSource clock;
  private final Instant begin;

  private Set<WindowProgress> last = Set.of();
  private Instant lastMove;

  /**
   * @param windows the progress of all windows
   * @param quiet the time for which no watermark may have changed
   * @param patience the time after which windows that still advance, or do not report, are an error
   */
  WindowsAtRest(
      Supplier<List<WindowProgress>> windows,
      Duration quiet,
      Duration patience,
      InstantSource clock) {
    this.windows = windows;
    this.quiet = quiet;
    this.patience = patience;
    this.clock = clock;
    this.begin = clock.instant();
    this.lastMove = begin;
  }

  Step now() {
    Set<WindowProgress> seen = Set.copyOf(windows.get()); // Flink lists jobs in any order.
    Instant now = clock.instant();
    boolean known = !seen.isEmpty() && seen.stream().allMatch(it -> it.low().isPresent());
    if (!known || !seen.equals(last)) {
      lastMove = now;
    }
    last = seen;
    String watermark = known ? TIME.format(Instant.ofEpochMilli(low(seen))) : "none yet";
    if (Duration.between(lastMove, now).compareTo(quiet) >= 0) {
      return new Step("windows are at rest: watermark " + watermark, true);
    }
    if (Duration.between(begin, now).compareTo(patience) > 0) {
      throw new PlatformException(
          "windows must be at rest within %d s after all is read, were not: watermark %s"
              .formatted(patience.toSeconds(), watermark));
    }
    return new Step("waiting for windows: watermark " + watermark, false);
  }

  private static long low(Set<WindowProgress> windows) {
    return windows.stream()
        .map(WindowProgress::low)
        .mapToLong(OptionalLong::getAsLong)
        .min()
        .orElseThrow();
  }
}
