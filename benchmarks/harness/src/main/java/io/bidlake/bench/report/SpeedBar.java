package io.bidlake.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.Annotation;

/**
 * The bar of one row, with its whisker from the lowest to the highest value and its label to the
 * right.
 */
final class SpeedBar extends Annotation {

  private static final double SHARE_OF_ROW = 0.62;
  private static final double CAP_SHARE_OF_BAR = 0.4;
  private static final BasicStroke WHISKER = new BasicStroke(1.6f);
  private static final Font VALUE = Look.TEXT.deriveFont(Font.BOLD);
  private static final int GAP = 8;

  private final int row;
  private final int rows;
  private final Optional<Spread> spread;
  private final Color colour;
  private final String label;

  SpeedBar(int row, int rows, Optional<Spread> spread, Color colour, String label) {
    super(false);
    this.row = row;
    this.rows = rows;
    this.spread = spread;
    this.colour = colour;
    this.label = label;
  }

  @Override
  public void paint(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    double top = getYAxisScreenValueForMin();
    double rowHeight = (getYAxisScreenValueForMax() - top) / rows;
    double middle = top + rowHeight * (row + 0.5);
    double height = rowHeight * SHARE_OF_ROW;
    double left = getXAxisScreenValue(0);
    double median = screen(spread.map(Spread::median));
    g.setColor(colour);
    bounds = new Rectangle2D.Double(left, middle - height / 2, median - left, height);
    g.fill(bounds);

    double highest = screen(spread.map(Spread::highest));
    if (spread.isPresent()) {
      paintWhisker(g, screen(spread.map(Spread::lowest)), highest, middle, height);
    }
    g.setColor(Look.INK);
    g.setFont(VALUE);
    float baseline =
        (float) middle + VALUE.getLineMetrics(label, g.getFontRenderContext()).getAscent() / 2 - 1;
    g.drawString(label, (float) Math.max(median, highest) + GAP, baseline);
  }

  private static void paintWhisker(
      Graphics2D g, double lowest, double highest, double middle, double height) {
    double cap = height * CAP_SHARE_OF_BAR / 2;
    g.setColor(Look.INK);
    g.setStroke(WHISKER);
    g.draw(new Line2D.Double(lowest, middle, highest, middle));
    g.draw(new Line2D.Double(lowest, middle - cap, lowest, middle + cap));
    g.draw(new Line2D.Double(highest, middle - cap, highest, middle + cap));
  }

  private double screen(Optional<Double> value) {
    return getXAxisScreenValue(value.orElse(0.0));
  }
}
