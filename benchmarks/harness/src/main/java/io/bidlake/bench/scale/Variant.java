package io.bidlake.bench.scale;

import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.result.Run;

/**
 * One place on a curve: the same work, but for one thing.
 *
 * @param x how much of that thing
 * @param parallelism tasks of the job
 * @param traffic what the job reads
 */
record Variant(int x, int parallelism, Traffic traffic, Measurement measurement) {

  /** Has the job do the task once. */
  @FunctionalInterface
  interface Measurement {
    Run of(Candidate job, int round, Task task) throws Exception;
  }

  String name() {
    return Integer.toString(x);
  }
}
