package io.bidlake.bench.report;

import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A bar chart of what the contenders do in a second of CPU time, fastest first: a bar for the
 * median of the rounds, dots for the lowest and the highest.
 */
final class SpeedChart {

  /** The titles of the contenders stand side by side below the bars. */
  private static final int WIDTH_OF_TITLE = 215;

  private static final Color OURS = new Color(0x0072B2);
  private static final Color OTHERS = new Color(0xA3A9AF);
  private static final Color REFUSED = new Color(0xD5D9DD);

  private final List<MeasuredRuns> measured;
  private final CategoryChart chart;

  private SpeedChart(Summary summary) {
    measured =
        summary.contenders().stream()
            .filter(it -> !it.undisturbed().isEmpty())
            .sorted(Comparator.comparingDouble(it -> -speed(it).median()))
            .toList();
    chart =
        new CategoryChart(Math.max(Charts.WIDTH, WIDTH_OF_TITLE * measured.size()), Charts.HEIGHT);
    chart.setTitle(summary.comparison().title());
    chart.setYAxisTitle(summary.comparison().unit() + " per CPU-second");
    chart.getStyler().setOverlapped(true);
    chart.getStyler().setAvailableSpaceFill(0.6);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
  }

  /** A series has one colour, and so only the bars of some contenders. */
  static CategoryChart of(Summary summary) {
    SpeedChart speeds = new SpeedChart(summary);
    Predicate<MeasuredRuns> isOurs = summary.ours()::equals;
    speeds.addBars(summary.ours().contender().title(), OURS, isOurs);
    speeds.addBars("others", OTHERS, isOurs.negate().and(summary::isComparable));
    speeds.addBars("not comparable", REFUSED, it -> !isOurs.test(it) && !summary.isComparable(it));
    speeds.addDots("lowest and highest round", Spread::lowest);
    speeds.addDots("highest round", Spread::highest).setShowInLegend(false);
    return speeds.chart;
  }

  private void addBars(String title, Color colour, Predicate<MeasuredRuns> which) {
    if (measured.stream().anyMatch(which)) {
      add(title, runs -> which.test(runs) ? speed(runs).median() : 0.0).setFillColor(colour);
    }
  }

  private CategorySeries addDots(String title, Function<Spread, Double> value) {
    CategorySeries dots = add(title, runs -> value.apply(speed(runs)));
    dots.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
    dots.setMarker(SeriesMarkers.CIRCLE);
    dots.setMarkerColor(Color.BLACK);
    return dots;
  }

  private CategorySeries add(String title, Function<MeasuredRuns, Double> value) {
    return chart.addSeries(
        title,
        measured.stream().map(it -> it.contender().title()).toList(),
        measured.stream().map(value).toList());
  }

  private static Spread speed(MeasuredRuns runs) {
    return runs.spread(run -> run.steady().eventsPerCpuSecond()).orElseThrow();
  }
}
