package io.bidlake.bench.measure;

import io.bidlake.bench.result.Window;
import java.util.List;

/**
 * The part of a run that counts: it begins with the first commit after the warm-up and ends with
 * the last but one, so that neither the start of the engine nor the wait for the end of the last
 * interval is in it. Both ends are commits, of the output that is written to the longest.
 */
public final class SteadyPart {

  private SteadyPart() {}

  /**
   * Measures it.
   *
   * @param outputs what the run wrote, by output
   * @param events how many events all of that came from
   * @param warmUp share of the work that warms up, 0 to 1
   * @throws TooShortException if there were too few commits to find such a part
   */
  public static Window of(List<Progress> outputs, long events, double warmUp, UsageLog usage) {
    Commits commits = new Commits(outputs, events);
    return commits.between(commits.begin(warmUp), commits.end(), usage);
  }
}
