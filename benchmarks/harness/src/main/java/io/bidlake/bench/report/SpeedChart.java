package io.bidlake.bench.report;

import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.style.HorizontalBarStyler;

/** A bar chart of the contenders, fastest first, with the median and the range of the rounds. */
final class SpeedChart {

  /** Space to the right of a bar for its label, which is longer if the comparison is refused. */
  private static final double HEADROOM = 1.3;

  private static final double HEADROOM_OF_REFUSED = 1.6;

  private static final int HEIGHT_OF_BAR = 46;
  private static final int HEIGHT_OF_REST = 130;

  /** Slightly less than the full size, as the axis would otherwise lose its 0. */
  private static final double FULL = 0.995;

  private static final Color INVISIBLE = new Color(255, 255, 255, 0);

  private SpeedChart() {}

  static HorizontalBarChart of(Summary summary, String measure, Function<Figures, Spread> speed) {
    List<Standing> sorted =
        summary.standings().stream()
            .sorted(Comparator.comparingDouble(it -> -median(it, speed)))
            .toList();
    String title = sentence(measure) + ": " + summary.comparison().title();
    HorizontalBarChart chart =
        new HorizontalBarChartBuilder()
            .width(Look.WIDTH)
            .height(HEIGHT_OF_REST + HEIGHT_OF_BAR * sorted.size())
            .xAxisTitle(measure + " (bar: median of the rounds, whisker: lowest to highest)")
            .build();
    HorizontalBarStyler style = chart.getStyler();
    Look.apply(style);
    List<String> contenders = sorted.stream().map(it -> it.contender().title()).toList();
    Look.title(chart, title, Look.widest(contenders));
    style.setLegendVisible(false);
    style.setXAxisMin(0.0);
    style.setXAxisMax(end(sorted, speed));
    style.setXAxisTickLabelsFormattingFunction(NumberText::shortened);
    style.setPlotGridHorizontalLinesVisible(false);
    style.setPlotContentSize(FULL);
    // XChart takes the maximum number of y labels from the x axis, and 1 is not allowed.
    style.setXAxisMaxLabelCount(Math.max(2, sorted.size()));
    // The invisible series only creates the axes; the bars are annotations, with their own colours
    // and whiskers.
    chart
        .addSeries(measure, sorted.stream().map(it -> median(it, speed)).toList(), contenders)
        .setFillColor(INVISIBLE);
    for (int row = 0; row < sorted.size(); row++) {
      Standing standing = sorted.get(row);
      chart.addAnnotation(
          new SpeedBar(
              row,
              sorted.size(),
              standing.figures().map(speed),
              colour(standing),
              label(standing, speed)));
    }
    return chart;
  }

  private static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static double median(Standing standing, Function<Figures, Spread> speed) {
    return standing.figures().map(speed).map(Spread::median).orElse(0.0);
  }

  private static double end(List<Standing> standings, Function<Figures, Spread> speed) {
    return standings.stream()
        .filter(it -> it.figures().isPresent())
        .mapToDouble(
            it ->
                it.figures().map(speed).orElseThrow().highest()
                    * (it.isComparable() ? HEADROOM : HEADROOM_OF_REFUSED))
        .max()
        .orElseThrow();
  }

  private static Color colour(Standing standing) {
    if (standing.isOurs()) {
      return Look.OURS;
    }
    return standing.isComparable() ? Look.OTHERS : Look.REFUSED;
  }

  private static String label(Standing standing, Function<Figures, Spread> speed) {
    Optional<Spread> spread = standing.figures().map(speed);
    if (spread.isEmpty()) {
      return "no run that counts";
    }
    String value = NumberText.rounded(spread.get().median());
    return standing.isComparable() ? value : value + " (not comparable)";
  }
}
