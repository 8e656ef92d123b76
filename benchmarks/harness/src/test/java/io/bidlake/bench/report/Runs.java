package io.bidlake.bench.report;

import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Contender;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.result.Window;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Made-up runs for tests: A is ours, B and C are others. */
final class Runs {

  static final Map<String, Long> ROWS = Map.of("clicks", 10L, "impressions", 100L);

  private Runs() {}

  /** So many events in one second, and in two seconds of CPU time. */
  static Run run(String contender, int round, long events) {
    return run(contender, round, events, 0, ROWS);
  }

  static Run disturbed(String contender, int round, long events, double foreignCpu) {
    return run(contender, round, events, foreignCpu, ROWS);
  }

  static Run withRows(String contender, int round, Map<String, Long> rows) {
    return run(contender, round, 100, 0, rows);
  }

  private static Run run(
      String contender, int round, long events, double foreignCpu, Map<String, Long> rows) {
    return new Run(
        contender,
        round,
        new Window(1, 2, events, foreignCpu),
        10 + round,
        1_000L * (round + 1),
        rows,
        round,
        100L * round,
        round == 3 ? OptionalLong.empty() : OptionalLong.of(7));
  }

  static Comparison comparison(Run... runs) {
    return comparison(Stream.of("a", "b", "c").filter(it -> takesPart(it, runs)).toList(), runs);
  }

  /** A comparison of these, of which some may not have run. */
  static Comparison comparison(List<String> names, Run... runs) {
    return new Comparison(
        "test",
        "A test",
        "events",
        "a",
        names.stream().map(it -> new Contender(it, it.toUpperCase(Locale.ROOT), "")).toList(),
        List.of(runs),
        List.of());
  }

  static MeasuredRuns of(Summary summary, String contender) {
    return summary.contenders().stream()
        .filter(it -> it.contender().name().equals(contender))
        .findFirst()
        .orElseThrow();
  }

  private static boolean takesPart(String contender, Run... runs) {
    return Stream.of(runs).anyMatch(run -> run.contender().equals(contender));
  }
}
