package io.bidlake.bench.report;

import io.bidlake.bench.result.Run;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * How many times as fast Bidlake is as another contender.
 *
 * @param ofMedians Bidlake's median divided by the other's median
 * @param byRound the ratios of the rounds that are undisturbed for both, which show how stable it
 *     is; empty if there is no such round
 */
record Ratio(double ofMedians, Optional<Spread> byRound) {

  static Ratio of(MeasuredRuns ours, MeasuredRuns other, ToDoubleFunction<Run> speed) {
    Map<Integer, Double> others =
        other.undisturbed().stream().collect(Collectors.toMap(Run::round, speed::applyAsDouble));
    double[] ratios =
        ours.undisturbed().stream()
            .filter(run -> others.containsKey(run.round()))
            .mapToDouble(run -> speed.applyAsDouble(run) / others.get(run.round()))
            .toArray();
    return new Ratio(
        ours.spread(speed).orElseThrow().median() / other.spread(speed).orElseThrow().median(),
        ratios.length == 0 ? Optional.empty() : Optional.of(Spread.of(DoubleStream.of(ratios))));
  }
}
