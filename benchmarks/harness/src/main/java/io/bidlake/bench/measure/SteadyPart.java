package io.bidlake.bench.measure;

import io.bidlake.bench.result.Window;
import java.util.List;

/**
 * The part of a run that counts: from the first commit after the warm-up to the last commit but
 * one. It excludes the start of the engine and the wait for the end of the last interval. The
 * commits are those of the output that is written to the longest.
 */
public final class SteadyPart {

  private SteadyPart() {}

  /**
   * Measures the part.
   *
   * @param outputs the progress of each output
   * @param events the number of events from which all output came
   * @param warmUp the share of the work that is warm-up, 0 to 1
   * @throws TooShortException if there were too few commits
   */
  public static Window of(List<Progress> outputs, long events, double warmUp, UsageLog usage) {
    Commits commits = new Commits(outputs, events);
    return commits.between(commits.begin(warmUp), commits.end(), usage);
  }
}
