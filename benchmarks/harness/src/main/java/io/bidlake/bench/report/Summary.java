package io.bidlake.bench.report;

import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The results of a comparison, and the reasons against it.
 *
 * @param against the reasons for which a contender is not compared with ours; in the order of the
 *     contenders
 */
record Summary(Comparison comparison, MeasuredRuns ours, Map<MeasuredRuns, List<String>> against) {

  static Summary of(Comparison comparison) {
    List<MeasuredRuns> all =
        comparison.contenders().stream().map(it -> MeasuredRuns.of(comparison, it)).toList();
    MeasuredRuns ours =
        all.stream()
            .filter(runs -> runs.contender().name().equals(comparison.ours()))
            .findFirst()
            .orElseThrow();
    Refusals refusals = new Refusals(ours, all);
    Map<MeasuredRuns, List<String>> against = new LinkedHashMap<>();
    all.forEach(runs -> against.put(runs, refusals.against(runs)));
    return new Summary(comparison, ours, against);
  }

  List<MeasuredRuns> contenders() {
    return List.copyOf(against.keySet());
  }

  boolean isComparable(MeasuredRuns runs) {
    return against.get(runs).isEmpty();
  }

  /** Empty if it is refused, and for Bidlake itself. */
  Optional<Ratio> ratio(MeasuredRuns other, ToDoubleFunction<Run> speed) {
    return other.equals(ours) || !isComparable(other)
        ? Optional.empty()
        : Optional.of(Ratio.of(ours, other, speed));
  }

  /** All reasons for which ratios are refused. */
  List<String> reasons() {
    return against.values().stream().flatMap(List::stream).distinct().toList();
  }

  /** The runs that are ignored because other processes used the machine. */
  List<String> leftOut() {
    return contenders().stream()
        .flatMap(runs -> runs.disturbed().stream().map(run -> leftOut(runs, run)))
        .toList();
  }

  private static String leftOut(MeasuredRuns runs, Run run) {
    return "Round %d of %s is left out: others used %s of the machine meanwhile, more than %s."
        .formatted(
            run.round(),
            runs.contender().title(),
            NumberText.percent(run.steady().foreignCpu()),
            NumberText.percent(MeasuredRuns.FOREIGN_CPU_LIMIT));
  }
}
