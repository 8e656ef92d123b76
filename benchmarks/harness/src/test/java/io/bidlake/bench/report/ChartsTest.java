package io.bidlake.bench.report;

import static io.bidlake.bench.report.Runs.comparison;
import static io.bidlake.bench.report.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.bidlake.bench.result.Curve;
import io.bidlake.bench.result.Run;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.style.Styler.LegendPosition;

class ChartsTest {

  @TempDir private Path folder;

  @Test
  void putsTheFastestOnTop() {
    Summary summary = Summary.of(comparison(run("a", 1, 20), run("b", 1, 30), run("c", 1, 10)));
    HorizontalBarChart chart = SpeedChart.of(summary, "events per second", Figures::perSecond);
    assertThat(chart.getSeries("events per second").getYData()).isEqualTo(List.of("B", "A", "C"));
  }

  @Test
  void paintsOursAndOthersInColoursOfTheirOwn() throws IOException {
    BufferedImage image = drawn(run("a", 1, 20), run("b", 1, 10));
    assertThat(pixels(image, Look.OURS))
        .isCloseTo(2 * pixels(image, Look.OTHERS), withPercentage(5));
    assertThat(pixels(image, Look.REFUSED)).isZero();
  }

  @Test
  void paintsARefusedContenderPale() throws IOException {
    BufferedImage image = drawn(run("a", 1, 20), run("a", 2, 20), run("b", 1, 10));
    assertThat(pixels(image, Look.OTHERS)).isZero();
    assertThat(pixels(image, Look.REFUSED)).isPositive();
  }

  @Test
  void drawsNothingOfNothing() throws IOException {
    Summary summary = Summary.of(comparison(List.of("a")));
    assertThat(new Charts(folder.resolve("test")).write(summary)).isEmpty();
  }

  @Test
  void drawsASingleContender() throws IOException {
    assertThat(pixels(drawn(run("a", 1, 20)), Look.OURS)).isPositive();
  }

  @Test
  void drawsACurveOfASinglePointAndAnEmptyOne() throws IOException {
    Charts charts = new Charts(folder.resolve("test"));
    Curve.Line point = new Curve.Line("a", List.of(new Curve.Point(1, 0)));
    assertThat(charts.write(curve(point)).file()).exists();
    assertThat(charts.write(curve()).file()).exists();
  }

  @Test
  void putsTheLegendToTheRightWhenItWouldNotFitBelow() {
    Curve.Line[] lines = new Curve.Line[8];
    Arrays.setAll(
        lines, i -> new Curve.Line("Contender number " + i, List.of(new Curve.Point(1, i))));
    assertThat(CurveChart.of(curve(lines)).getStyler().getLegendPosition())
        .isEqualTo(LegendPosition.OutsideE);
    assertThat(CurveChart.of(curve(lines[0], lines[1])).getStyler().getLegendPosition())
        .isEqualTo(LegendPosition.OutsideS);
    assertThat(CurveChart.of(curve(lines[0])).getStyler().isLegendVisible()).isFalse();
  }

  @Test
  void keepsATitleOfAnyLengthWithinThePicture() {
    HorizontalBarChart chart = new HorizontalBarChart(Look.WIDTH, 100);
    Look.title(chart, "Short", 0);
    assertThat(chart.getTitle()).isEqualTo("Short");
    Look.title(chart, "A long title ".repeat(30), 0);
    assertThat(chart.getTitle()).startsWith("A long title ").endsWith("…");
  }

  private BufferedImage drawn(Run... runs) throws IOException {
    List<Charts.Picture> pictures =
        new Charts(folder.resolve("test")).write(Summary.of(comparison(runs)));
    assertThat(pictures)
        .extracting(Charts.Picture::description)
        .containsExactly("A test, events per CPU-second", "A test, events per second");
    return ImageIO.read(pictures.get(0).file().toFile());
  }

  private static Curve curve(Curve.Line... lines) {
    return new Curve("curve", "A curve", "x", "y", true, List.of(lines), "");
  }

  private static int pixels(BufferedImage image, Color colour) {
    int count = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        count += image.getRGB(x, y) == colour.getRGB() ? 1 : 0;
      }
    }
    return count;
  }
}
