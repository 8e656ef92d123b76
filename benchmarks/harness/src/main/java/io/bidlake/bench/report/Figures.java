package io.bidlake.bench.report;

import io.bidlake.bench.result.Run;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The figures of a contender's undisturbed runs. Single values are medians, except for the memory,
 * which is the highest peak.
 *
 * @param stateBytes the size of the state; empty if there is none
 */
public record Figures(
    int runs,
    Spread perSecond,
    Spread perCpuSecond,
    double wholeSeconds,
    double peakMemoryBytes,
    double files,
    double bytes,
    OptionalDouble stateBytes) {

  static Figures of(List<Run> runs) {
    List<Run> withState = runs.stream().filter(run -> run.stateBytes().isPresent()).toList();
    return new Figures(
        runs.size(),
        Spread.of(runs.stream().mapToDouble(run -> run.steady().eventsPerSecond())),
        Spread.of(runs.stream().mapToDouble(run -> run.steady().eventsPerCpuSecond())),
        Spread.of(runs.stream().mapToDouble(Run::wholeSeconds)).median(),
        Spread.of(runs.stream().mapToDouble(Run::peakMemoryBytes)).highest(),
        Spread.of(runs.stream().mapToDouble(Run::files)).median(),
        Spread.of(runs.stream().mapToDouble(Run::bytes)).median(),
        withState.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                Spread.of(withState.stream().mapToDouble(run -> run.stateBytes().getAsLong()))
                    .median()));
  }
}
