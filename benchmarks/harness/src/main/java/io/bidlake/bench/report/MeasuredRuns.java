package io.bidlake.bench.report;

import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Contender;
import io.bidlake.bench.result.Run;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The measured rounds of one contender in order, including disturbed ones. */
record MeasuredRuns(Contender contender, List<Run> all) {

  /** A run is disturbed if other processes used more than this share of the machine's CPU time. */
  static final double FOREIGN_CPU_LIMIT = 0.05;

  static MeasuredRuns of(Comparison comparison, Contender contender) {
    return new MeasuredRuns(
        contender,
        comparison.runs().stream()
            .filter(run -> run.contender().equals(contender.name()))
            .sorted(Comparator.comparingInt(Run::round))
            .toList());
  }

  List<Run> undisturbed() {
    return all.stream().filter(run -> !isDisturbed(run)).toList();
  }

  List<Run> disturbed() {
    return all.stream().filter(MeasuredRuns::isDisturbed).toList();
  }

  /** A figure of the undisturbed runs; empty if there are none. */
  Optional<Spread> spread(ToDoubleFunction<Run> figure) {
    List<Run> runs = undisturbed();
    return runs.isEmpty()
        ? Optional.empty()
        : Optional.of(Spread.of(runs.stream().mapToDouble(figure)));
  }

  private static boolean isDisturbed(Run run) {
    return run.steady().foreignCpu() > FOREIGN_CPU_LIMIT;
  }
}
