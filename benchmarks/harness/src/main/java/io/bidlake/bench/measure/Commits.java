package io.bidlake.bench.measure;

import io.bidlake.bench.measure.Progress.Point;
import io.bidlake.bench.result.Window;
import java.util.Comparator;
import java.util.List;

/**
 * The times at which a run is evaluated: the commits of the output that is written to the longest.
 */
final class Commits {

  private final List<Progress> outputs;
  private final long events;
  private final double total;
  private final List<Point> moments;

  /**
   * Creates the commits of a run.
   *
   * @param outputs the progress of each output
   * @param events the number of events from which all output came
   */
  Commits(List<Progress> outputs, long events) {
    this.outputs = List.copyOf(outputs);
    this.events = events;
    this.total = outputs.stream().mapToDouble(Progress::total).sum();
    this.moments =
        outputs.stream().max(Comparator.comparingLong(Progress::end)).orElseThrow().points();
  }

  /**
   * The first commit after the warm-up.
   *
   * @throws TooShortException if it is not before the {@linkplain #end last commit that counts}
   */
  int begin(double warmUp) {
    int begin = firstWith(warmUp);
    if (begin >= end()) {
      throw new TooShortException(
          "expected commits after the warm-up and before the last one, but there were %d in all:"
                  .formatted(moments.size())
              + " use more events or a shorter --commit-interval");
    }
    return begin;
  }

  /** The last commit but one, as the last one waits for the end of its interval. */
  int end() {
    return moments.size() - 2;
  }

  /** The first commit by which this share of the work, 0 to 1, was done. */
  int firstWith(double share) {
    int commit = 0;
    while (commit < moments.size() && share(commit) < share) {
      commit++;
    }
    return commit;
  }

  /** The share of the work, 0 to 1, that was done by a commit. */
  double share(int commit) {
    long moment = moments.get(commit).epochMillis();
    return outputs.stream().mapToDouble(output -> output.at(moment)).sum() / total;
  }

  /** The work done and CPU time used between two commits. */
  Window between(int first, int last, UsageLog usage) {
    long from = moments.get(first).epochMillis();
    long to = moments.get(last).epochMillis();
    return new Window(
        (to - from) / 1000.0,
        usage.contenderCpu(from, to),
        Math.round((share(last) - share(first)) * events),
        usage.foreignShare(from, to));
  }
}
