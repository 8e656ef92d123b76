package io.bidlake.bench.measure;

import io.bidlake.bench.result.Window;
import java.util.List;

/**
 * Growing parts of a long run. Each part starts with the first commit after the warm-up and ends
 * with the first commit by which its share of the work was done, so it may contain slightly more
 * than its share.
 */
public final class GrowingPart {

  private GrowingPart() {}

  /**
   * Measures the parts.
   *
   * @param outputs the progress of each output
   * @param events the number of events from which all output came
   * @param warmUp the share of the work that is warm-up, 0 to 1
   * @param shares shares of the work between the warm-up and the last commit but one, 0 to 1
   * @return a window for each share
   * @throws IllegalStateException if there were too few commits
   */
  public static List<Window> of(
      List<Progress> outputs, long events, double warmUp, List<Double> shares, UsageLog usage) {
    Commits commits = new Commits(outputs, events);
    int begin = commits.begin(warmUp);
    int last = commits.end();
    double before = commits.share(begin);
    double counted = commits.share(last) - before;
    return shares.stream()
        .map(share -> Math.min(last, commits.firstWith(before + share * counted)))
        .map(end -> commits.between(begin, Math.max(begin + 1, end), usage))
        .toList();
  }
}
