package io.bidlake.bench.report;

import io.bidlake.bench.result.Run;
import io.bidlake.bench.result.Window;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How many times as fast Bidlake is as another contender.
 *
 * @param ofMedians Bidlake's median divided by the other's median
 * @param byRound the ratios of the rounds that are undisturbed for both, which show how stable it
 *     is; empty if there is no such round
 */
public record Ratio(double ofMedians, Optional<Spread> byRound) {

  static Ratio of(MeasuredRuns ours, MeasuredRuns other, ToDoubleFunction<Window> speed) {
    List<double[]> rounds =
        ours.undisturbed().stream()
            .flatMap(
                run ->
                    other.undisturbed(run.round()).stream()
                        .map(its -> new double[] {speed(run, speed), speed(its, speed)}))
            .toList();
    return new Ratio(
        median(ours, speed) / median(other, speed),
        rounds.isEmpty()
            ? Optional.empty()
            : Optional.of(Spread.of(rounds.stream().mapToDouble(pair -> pair[0] / pair[1]))));
  }

  private static double median(MeasuredRuns runs, ToDoubleFunction<Window> speed) {
    return Spread.of(runs.undisturbed().stream().mapToDouble(run -> speed(run, speed))).median();
  }

  private static double speed(Run run, ToDoubleFunction<Window> speed) {
    return speed.applyAsDouble(run.steady());
  }
}
