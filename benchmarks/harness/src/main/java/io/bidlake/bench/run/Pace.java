package io.bidlake.bench.run;

import io.bidlake.bench.contender.Task;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.platform.BenchPlatform;
import java.time.Duration;

/**
 * The parameters of all runs of a comparison.
 *
 * @param rounds the number of runs of each contender
 * @param parallelism the number of tasks or threads of each contender
 * @param commitInterval the commit interval of each contender
 * @param warmUp the share of each run that is not measured, 0 to 1
 */
public record Pace(int rounds, int parallelism, Duration commitInterval, double warmUp) {

  /** The task of one run, with unique names. */
  public Task task(
      BenchPlatform platform, String comparison, String contender, int round, Traffic traffic) {
    String name = "%s_%s_%d".formatted(comparison, contender, round).replace('-', '_');
    return new Task(
        traffic,
        name,
        name,
        parallelism,
        commitInterval,
        platform.state().data("work").resolve(name));
  }
}
