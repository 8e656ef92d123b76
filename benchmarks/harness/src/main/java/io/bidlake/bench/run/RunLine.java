package io.bidlake.bench.run;

import io.bidlake.bench.result.Run;
import java.util.Locale;

/** Formats one line about a finished run, which is printed while the others continue. */
final class RunLine {

  private RunLine() {}

  static String of(Run run) {
    return String.format(
        Locale.ROOT,
        "%-8s %-24s %,9.0f events/s  %,9.0f events/CPU-s  whole run %5.1f s  measured %5.1f s"
            + "  others %4.1f %%",
        "round " + run.round(),
        run.contender(),
        run.steady().eventsPerSecond(),
        run.steady().eventsPerCpuSecond(),
        run.wholeSeconds(),
        run.steady().seconds(),
        run.steady().foreignCpu() * 100);
  }
}
