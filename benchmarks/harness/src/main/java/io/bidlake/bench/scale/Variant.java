package io.bidlake.bench.scale;

import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.result.Run;

/**
 * One point of a curve: the same work with another value of the growing parameter.
 *
 * @param x the value of the parameter
 * @param parallelism the parallelism of the job
 * @param traffic the topics that the job reads
 */
record Variant(int x, int parallelism, Traffic traffic, Measurement measurement) {

  /** Runs the job once. */
  @FunctionalInterface
  interface Measurement {
    Run of(Candidate job, int round, Task task) throws Exception;
  }

  String name() {
    return Integer.toString(x);
  }
}
