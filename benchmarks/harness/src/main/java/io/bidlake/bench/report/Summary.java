package io.bidlake.bench.report;

import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The results of a comparison, and the reasons against it.
 *
 * @param standings the results in the order of the contenders
 * @param leftOut the runs that are ignored because other processes used the machine
 * @param reasons the reasons for which ratios are refused; {@link Standing#refusedFor} refers to
 *     them, counted from 1
 */
public record Summary(
    Comparison comparison,
    List<Standing> standings,
    List<String> leftOut,
    List<String> reasons,
    RowCounts rows) {

  public static Summary of(Comparison comparison) {
    List<MeasuredRuns> all =
        comparison.contenders().stream().map(it -> MeasuredRuns.of(comparison, it)).toList();
    MeasuredRuns ours =
        all.stream()
            .filter(runs -> runs.contender().name().equals(comparison.ours()))
            .findFirst()
            .orElseThrow();
    Refusals refusals = new Refusals(ours, all);
    List<String> reasons = new ArrayList<>();
    List<Standing> standings = new ArrayList<>();
    for (MeasuredRuns runs : all) {
      List<String> against = refusals.against(runs);
      against.stream().filter(reason -> !reasons.contains(reason)).forEach(reasons::add);
      standings.add(
          new Standing(
              runs.contender(),
              runs.equals(ours),
              runs.all().size(),
              runs.undisturbed().isEmpty()
                  ? Optional.empty()
                  : Optional.of(Figures.of(runs.undisturbed())),
              ratio(ours, runs, against, Window::eventsPerSecond),
              ratio(ours, runs, against, Window::eventsPerCpuSecond),
              against.stream().map(reason -> reasons.indexOf(reason) + 1).toList()));
    }
    return new Summary(comparison, standings, leftOut(all), reasons, RowCounts.of(comparison));
  }

  public Standing ours() {
    return standings.stream().filter(Standing::isOurs).findFirst().orElseThrow();
  }

  private static Optional<Ratio> ratio(
      MeasuredRuns ours, MeasuredRuns other, List<String> against, ToDoubleFunction<Window> speed) {
    return other.equals(ours) || !against.isEmpty()
        ? Optional.empty()
        : Optional.of(Ratio.of(ours, other, speed));
  }

  private static List<String> leftOut(List<MeasuredRuns> all) {
    return all.stream()
        .flatMap(
            runs ->
                runs.disturbed().stream()
                    .map(
                        run ->
                            "Round %d of %s is left out: others used %s of the machine meanwhile, more than %s."
                                .formatted(
                                    run.round(),
                                    runs.contender().title(),
                                    NumberText.share(run.steady().foreignCpu()),
                                    NumberText.share(MeasuredRuns.FOREIGN_CPU_LIMIT))))
        .toList();
  }
}
