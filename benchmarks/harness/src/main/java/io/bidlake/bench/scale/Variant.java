package io.bidlake.bench.scale;

import io.bidlake.bench.ingest.Workload;

/**
 * One place on a curve: the same work, but for one thing.
 *
 * @param x how much of that thing
 * @param parallelism tasks of the job
 */
record Variant(int x, Workload workload, int parallelism) {

  String name() {
    return Integer.toString(x);
  }
}
