package io.bidlake.bench.measure;

import java.util.List;

/**
 * How far one output had come at which time: a table's rows at its commits, or a group's offsets.
 *
 * @param points in the order of their times
 */
public record Progress(List<Point> points) {

  /**
   * One moment.
   *
   * @param epochMillis the moment
   * @param done how much was done by then, in all
   */
  public record Point(long epochMillis, long done) {}

  public Progress {
    points = List.copyOf(points);
  }

  /** What was done in all. */
  public long total() {
    return points.isEmpty() ? 0 : points.get(points.size() - 1).done();
  }

  /** When it was done; 0 where there was nothing to do. */
  public long end() {
    return points.isEmpty() ? 0 : points.get(points.size() - 1).epochMillis();
  }

  /** How much was done at a moment: nothing before the first point, then on evenly. */
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
