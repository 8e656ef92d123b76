package io.bidlake.bench.measure;

import io.bidlake.bench.measure.Progress.Point;
import io.bidlake.bench.result.Window;
import java.util.Comparator;
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
   * @throws IllegalStateException if there were too few commits to find such a part
   */
  public static Window of(List<Progress> outputs, long events, double warmUp, UsageLog usage) {
    Progress longest = outputs.stream().max(Comparator.comparingLong(Progress::end)).orElseThrow();
    double total = outputs.stream().mapToDouble(Progress::total).sum();
    List<Point> commits = longest.points();
    int last = commits.size() - 2;
    int first = 0;
    while (first < commits.size() && doneAt(outputs, commits.get(first)) < warmUp * total) {
      first++;
    }
    if (first >= last) {
      throw new IllegalStateException(
          "expected commits after the warm-up and before the last one, but there were %d in all:"
                  .formatted(commits.size())
              + " use more events or a shorter --commit-interval");
    }
    Point begin = commits.get(first);
    Point end = commits.get(last);
    double done = doneAt(outputs, end) - doneAt(outputs, begin);
    return new Window(
        (end.epochMillis() - begin.epochMillis()) / 1000.0,
        usage.contenderCpu(begin.epochMillis(), end.epochMillis()),
        Math.round(done / total * events),
        usage.foreignShare(begin.epochMillis(), end.epochMillis()));
  }

  private static double doneAt(List<Progress> outputs, Point moment) {
    return outputs.stream().mapToDouble(output -> output.at(moment.epochMillis())).sum();
  }
}
