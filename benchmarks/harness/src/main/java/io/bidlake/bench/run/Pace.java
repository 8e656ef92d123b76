package io.bidlake.bench.run;

import io.bidlake.bench.contender.Task;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.platform.BenchPlatform;
import java.time.Duration;

/**
 * How all contenders of a comparison run.
 *
 * @param rounds how often each of them runs
 * @param parallelism tasks or threads of each
 * @param commitInterval how often each commits
 * @param warmUp share of each run that is not measured, 0 to 1
 */
public record Pace(int rounds, int parallelism, Duration commitInterval, double warmUp) {

  /** The task of one run, with names that no other run has. */
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
