package io.bidlake.bench.report;

import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Contender;
import io.bidlake.bench.result.Run;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

  boolean mostlyDisturbed() {
    return undisturbed().size() * 2 < all.size();
  }

  Optional<Run> undisturbed(int round) {
    return undisturbed().stream().filter(run -> run.round() == round).findFirst();
  }

  private static boolean isDisturbed(Run run) {
    return run.steady().foreignCpu() > FOREIGN_CPU_LIMIT;
  }
}
