package io.bidlake.bench.report;

import io.bidlake.bench.result.Curve;
import java.awt.BasicStroke;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A line chart of a curve, with markers and a y axis that starts at 0. */
final class CurveChart {

  private static final int HEIGHT = 430;
  private static final double HEADROOM = 1.08;

  /** An estimate: the width of the labels is only known after drawing. */
  private static final int WIDTH_OF_Y_AXIS = 90;

  private static final int WIDTH_OF_KEY = 75;
  private static final BasicStroke STROKE =
      new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  /** Different markers distinguish the lines without colours too. */
  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.SQUARE,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.TRIANGLE_DOWN,
    SeriesMarkers.CROSS,
    SeriesMarkers.PLUS
  };

  private CurveChart() {}

  static XYChart of(Curve curve) {
    XYChart chart =
        new XYChartBuilder()
            .width(Look.WIDTH)
            .height(HEIGHT)
            .xAxisTitle(curve.xTitle())
            .yAxisTitle(curve.yTitle())
            .build();
    XYStyler style = chart.getStyler();
    Look.apply(style);
    style.setSeriesColors(Look.LINES);
    style.setSeriesMarkers(MARKERS);
    style.setMarkerSize(9);
    Look.title(chart, curve.title(), WIDTH_OF_Y_AXIS + legend(style, curve));
    style.setXAxisLogarithmic(curve.logarithmicX());
    style.setXAxisLogarithmicDecadeOnly(false);
    style.setXAxisTickLabelsFormattingFunction(
        curve.logarithmicX() ? CurveChart::decadeLabel : NumberText::shortened);
    style.setYAxisTickLabelsFormattingFunction(NumberText::shortened);
    style.setYAxisMin(0.0);
    style.setYAxisMax(HEADROOM * highest(curve));
    curve.lines().stream()
        .filter(line -> !line.points().isEmpty())
        .forEach(line -> add(chart, line));
    return chart;
  }

  /**
   * Places the legend below the plot if its entries fit side by side, or else to the right; returns
   * its width there.
   */
  private static double legend(XYStyler style, Curve curve) {
    double entry =
        WIDTH_OF_KEY + Look.widest(curve.lines().stream().map(Curve.Line::title).toList());
    style.setLegendVisible(curve.lines().size() > 1);
    if (entry * curve.lines().size() <= Look.WIDTH) {
      style.setLegendPosition(LegendPosition.OutsideS);
      style.setLegendLayout(LegendLayout.Horizontal);
      return 0;
    }
    style.setLegendPosition(LegendPosition.OutsideE);
    style.setLegendLayout(LegendLayout.Vertical);
    return entry;
  }

  private static void add(XYChart chart, Curve.Line line) {
    List<Curve.Point> points =
        line.points().stream().sorted(Comparator.comparingDouble(Curve.Point::x)).toList();
    XYSeries series =
        chart.addSeries(
            line.title(),
            points.stream().mapToDouble(Curve.Point::x).toArray(),
            points.stream().mapToDouble(Curve.Point::y).toArray());
    series.setLineStyle(STROKE);
  }

  private static double highest(Curve curve) {
    return curve.lines().stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(Curve.Point::y)
        .max()
        .orElse(1);
  }

  /** Labels only the ticks 1, 2 and 5 of a decade, as all labels would overlap. */
  private static String decadeLabel(double value) {
    double lead = value / Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
    long digit = Math.round(lead);
    return digit == 1 || digit == 2 || digit == 5 ? NumberText.shortened(value) : " ";
  }
}
