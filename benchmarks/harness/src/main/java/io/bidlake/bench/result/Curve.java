package io.bidlake.bench.result;

import java.util.List;

/**
 * A figure as a function of another, for example cost by amount of work or latency by load.
 *
 * @param name a name that is part of file names
 * @param xTitle the title of the x axis, with its unit
 * @param remark an explanation; may be empty
 */
public record Curve(
    String name,
    String title,
    String xTitle,
    String yTitle,
    boolean logarithmicX,
    List<Line> lines,
    String remark) {

  public Curve {
    FileName.check("name of a curve", name);
    lines = List.copyOf(lines);
    for (Line line : lines) {
      for (Point point : line.points()) {
        if (logarithmicX && !(point.x() > 0)) {
          throw new IllegalArgumentException(
              "%s: x must be positive on a logarithmic axis, was %s".formatted(name, point.x()));
        }
      }
    }
  }

  public record Line(String title, List<Point> points) {
    public Line {
      points = List.copyOf(points);
    }
  }

  public record Point(double x, double y) {
    public Point {
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        throw new IllegalArgumentException("a point must be finite, was (%s, %s)".formatted(x, y));
      }
    }
  }
}
