package io.bidlake.bench.report;

import io.bidlake.bench.result.Curve;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.colors.ColorBlindFriendlySeriesColors;

/** Draws the charts of a page beside it, as PNG files whose names start with the page's name. */
final class Charts {

  static final int WIDTH = 860;
  static final int HEIGHT = 430;

  /** XChart's default is 72; twice that is sharp on high-resolution screens. */
  private static final int DOTS_PER_INCH = 144;

  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private final Path page;

  Charts(Path page) {
    this.page = page;
  }

  /** Returns the Markdown that shows the chart; empty if nothing was measured. */
  String write(Summary summary) throws IOException {
    return summary.contenders().stream().allMatch(it -> it.undisturbed().isEmpty())
        ? ""
        : write(SpeedChart.of(summary), summary.comparison().name());
  }

  /** Returns the Markdown that shows the chart: lines with markers. */
  String write(Curve curve) throws IOException {
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    chart.setTitle(curve.title());
    chart.setXAxisTitle(curve.xTitle());
    chart.setYAxisTitle(curve.yTitle());
    chart.getStyler().setSeriesColors(new ColorBlindFriendlySeriesColors().getSeriesColors());
    chart.getStyler().setXAxisLogarithmic(curve.logarithmicX());
    chart.getStyler().setLegendVisible(curve.lines().size() > 1);
    for (Curve.Line line : curve.lines()) {
      List<Curve.Point> points =
          line.points().stream().sorted(Comparator.comparingDouble(Curve.Point::x)).toList();
      if (!points.isEmpty()) {
        chart.addSeries(
            line.title(),
            points.stream().map(Curve.Point::x).toList(),
            points.stream().map(Curve.Point::y).toList());
      }
    }
    return write(chart, curve.name());
  }

  private String write(AxesChart<?, ?> chart, String name) throws IOException {
    AxesChartStyler style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setAxisTitleFont(TEXT);
    style.setAxisTickLabelsFont(TEXT);
    style.setDecimalPattern("#,##0.###");
    style.setYAxisMin(0.0);
    style.setLegendFont(TEXT);
    style.setLegendBorderColor(Color.WHITE);
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Horizontal);
    String stem = page.getFileName().toString().replaceFirst("\\.md$", "");
    Path file = page.resolveSibling(stem + "-" + name + ".png");
    BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapFormat.PNG, DOTS_PER_INCH);
    return "![%s](%s)\n\n".formatted(MarkdownTable.plain(chart.getTitle()), file.getFileName());
  }
}
