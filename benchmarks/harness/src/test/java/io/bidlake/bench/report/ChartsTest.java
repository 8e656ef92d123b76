package io.bidlake.bench.report;

import static io.bidlake.bench.report.Runs.comparison;
import static io.bidlake.bench.report.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.bench.result.Curve;
import io.bidlake.bench.result.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;

class ChartsTest {

  @TempDir private Path folder;

  @Test
  void putsTheFastestFirst() {
    Summary summary = Summary.of(comparison(run("a", 1, 20), run("b", 1, 30), run("c", 1, 10)));
    assertThat(SpeedChart.of(summary).getSeries("others").getXData())
        .isEqualTo(List.of("B", "A", "C"));
  }

  @Test
  void tellsOursOthersAndRefusedApart() {
    assertThat(series(run("a", 1, 20), run("b", 1, 10)))
        .startsWith("A", "others")
        .doesNotContain("not comparable");
    assertThat(series(run("a", 1, 20), run("a", 2, 20), run("b", 1, 10)))
        .startsWith("A", "not comparable")
        .doesNotContain("others");
  }

  @Test
  void showsTheMedianAndTheRangeOfTheRounds() {
    CategoryChart chart =
        SpeedChart.of(Summary.of(comparison(run("a", 1, 20), run("a", 2, 60), run("a", 3, 30))));
    assertThat(chart.getSeries("A").getYData()).containsExactly(15.0);
    assertThat(chart.getSeries("lowest and highest round").getYData()).containsExactly(10.0);
    assertThat(chart.getSeries("highest round").getYData()).containsExactly(30.0);
  }

  @Test
  void drawsNothingOfNothing() throws IOException {
    Summary summary = Summary.of(comparison(List.of("a")));
    assertThat(new Charts(folder.resolve("test.md")).write(summary)).isEmpty();
  }

  @Test
  void drawsASingleContender() throws IOException {
    Charts charts = new Charts(folder.resolve("test.md"));
    assertThat(charts.write(Summary.of(comparison(run("a", 1, 20)))))
        .isEqualTo("![A test](test-test.png)\n\n");
    assertThat(folder.resolve("test-test.png")).exists();
  }

  @Test
  void drawsACurveOfASinglePointAndAnEmptyOne() throws IOException {
    Charts charts = new Charts(folder.resolve("test.md"));
    Curve.Line point = new Curve.Line("a", List.of(new Curve.Point(1, 0)));
    assertThat(charts.write(curve(point))).contains("test-curve.png");
    assertThat(charts.write(curve())).contains("test-curve.png");
  }

  private static List<String> series(Run... runs) {
    return SpeedChart.of(Summary.of(comparison(runs))).getSeriesCollection().stream()
        .map(CategorySeries::getName)
        .toList();
  }

  private static Curve curve(Curve.Line... lines) {
    return new Curve("curve", "A curve", "x", "y", true, List.of(lines), "");
  }
}
