package io.bidlake.bench.report;

import io.bidlake.bench.result.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The points of a curve as a table: one row per x, one column per line. */
record CurvePoints(List<String> heading, List<List<String>> rows) {

  static CurvePoints of(Curve curve) {
    List<String> heading = new ArrayList<>(List.of(curve.xTitle()));
    curve.lines().forEach(line -> heading.add(line.title()));
    List<List<String>> rows =
        curve.lines().stream()
            .flatMap(line -> line.points().stream())
            .map(Curve.Point::x)
            .distinct()
            .sorted()
            .map(x -> row(curve, x))
            .toList();
    return new CurvePoints(heading, rows);
  }

  private static List<String> row(Curve curve, double x) {
    List<String> row = new ArrayList<>(List.of(NumberText.exact(x)));
    for (Curve.Line line : curve.lines()) {
      row.add(
          line.points().stream()
              .filter(point -> point.x() == x)
              .map(point -> NumberText.rounded(point.y()))
              .collect(Collectors.joining(" / ")));
    }
    return row;
  }
}
