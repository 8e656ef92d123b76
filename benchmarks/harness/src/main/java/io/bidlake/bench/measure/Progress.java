package io.bidlake.bench.measure;

import java.util.List;

/**
 * The progress of one output over time: a table's rows at its commits, or a group's committed
 * offsets.
 *
 * @param points the points, ordered by time
 */
public record Progress(List<Point> points) {

  /**
   * The progress at one time.
   *
   * @param epochMillis the time
   * @param done the total done by then
   */
  public record Point(long epochMillis, long done) {}

  public Progress {
    points = List.copyOf(points);
  }

  /** The total that was done. */
  public long total() {
    return points.isEmpty() ? 0 : points.get(points.size() - 1).done();
  }

  /** The time of the last point; 0 if there is none. */
  public long end() {
    return points.isEmpty() ? 0 : points.get(points.size() - 1).epochMillis();
  }

  /**
   * The total done at a time: 0 before the first point, and interpolated linearly between points.
   */
  public double at(long epochMillis) {
    Point before = null;
    for (Point after : points) {
      if (after.epochMillis() > epochMillis) {
        return before == null ? 0 : between(before, after, epochMillis);
      }
      before = after;
    }
    return total();
  }

  private static double between(Point before, Point after, long epochMillis) {
    double part =
        (double) (epochMillis - before.epochMillis())
            / (after.epochMillis() - before.epochMillis());
    return before.done() + part * (after.done() - before.done());
  }
}
