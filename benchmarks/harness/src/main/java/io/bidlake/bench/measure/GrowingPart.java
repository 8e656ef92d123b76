package io.bidlake.bench.measure;

import io.bidlake.bench.result.Window;
import java.util.List;

/**
 * What counts of a long run, looked at when a little of it was done, and more, and all: each part
 * begins with the first commit after the warm-up and ends with the commit by which its share was
 * done, so that it may hold a little more than that.
 */
public final class GrowingPart {

  private GrowingPart() {}

  /**
   * Measures the parts.
   *
   * @param outputs what the run wrote, by output
   * @param events how many events all of that came from
   * @param warmUp share of the work that warms up, 0 to 1
   * @param shares of what is done between the warm-up and the last commit but one, 0 to 1
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
