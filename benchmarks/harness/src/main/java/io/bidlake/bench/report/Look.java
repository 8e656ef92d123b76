package io.bidlake.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * The style of all charts. The colours are those of Okabe and Ito, which colour-blind readers can
 * distinguish.
 */
final class Look {

  static final int WIDTH = 860;

  static final Color OURS = new Color(0x0072B2);
  static final Color OTHERS = new Color(0xA3A9AF);
  static final Color REFUSED = new Color(0xD5D9DD);
  static final Color INK = new Color(0x24292F);
  static final Color[] LINES = {
    OURS,
    new Color(0xD55E00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0xE69F00),
    new Color(0x56B4E9),
    INK
  };

  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
  private static final int SMALLEST_TITLE = 11;
  private static final Color GRID = new Color(0xE1E4E8);
  private static final int PADDING = 14;
  private static final int TITLE_PADDING = 10;
  private static final int TICK_PADDING = 8;

  private Look() {}

  static void apply(AxesChartStyler style) {
    style.setBaseFont(TEXT);
    style.setChartFontColor(INK);
    style.setChartTitlePadding(TITLE_PADDING);
    style.setChartTitleBoxVisible(false);
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setChartPadding(PADDING);
    style.setAxisTitleFont(TEXT);
    style.setAxisTickLabelsFont(TEXT);
    style.setAxisTickLabelsColor(INK);
    style.setAxisTickPadding(TICK_PADDING);
    style.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setLegendFont(TEXT);
    style.setLegendBorderColor(Color.WHITE);
    style.setLegendPadding(PADDING);
  }

  /**
   * Puts the title above the plot, in the largest font in which it is not wider than the plot. A
   * title that is still too long is truncated.
   *
   * @param taken the part of the chart's width that the plot does not use, without the padding
   */
  static void title(AxesChart<?, ?> chart, String title, double taken) {
    double room = WIDTH - 2 * PADDING - 2 * TICK_PADDING - taken;
    Font font = TITLE;
    while (width(title, font) > room && font.getSize() > SMALLEST_TITLE) {
      font = font.deriveFont(font.getSize2D() - 1);
    }
    String shown = title;
    for (int end = title.length() - 1; width(shown, font) > room && end > 0; end--) {
      shown = title.substring(0, end).strip() + "…";
    }
    chart.getStyler().setChartTitleFont(font);
    chart.setTitle(shown);
  }

  static double widest(List<String> texts) {
    return texts.stream().mapToDouble(text -> width(text, TEXT)).max().orElse(0);
  }

  private static double width(String text, Font font) {
    return font.getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
  }
}
