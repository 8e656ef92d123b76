package io.bidlake.bench.report;

import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Curve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.internal.chartpart.IChart;

/** Draws the charts of a report as PNG files of double resolution, with a common name prefix. */
public final class Charts {

  /** XChart's default is 72; twice that is sharp on high-resolution screens. */
  private static final int DOTS_PER_INCH = 144;

  private final Path stem;

  public Charts(Path stem) {
    this.stem = stem;
  }

  /**
   * A chart that was written.
   *
   * @param description the alternative text
   */
  public record Picture(Path file, String description) {
    String markdown() {
      return "![%s](%s)".formatted(MarkdownTable.plain(description), file.getFileName());
    }
  }

  /** Writes one chart by CPU time and one by wall clock time; none if nothing was measured. */
  public List<Picture> write(Summary summary) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    if (summary.standings().stream().anyMatch(it -> it.figures().isPresent())) {
      pictures.add(write(summary, "per CPU-second", Figures::perCpuSecond));
      pictures.add(write(summary, "per second", Figures::perSecond));
    }
    return pictures;
  }

  public Picture write(Curve curve) throws IOException {
    return write(CurveChart.of(curve), curve.name(), curve.title());
  }

  private Picture write(Summary summary, String per, Function<Figures, Spread> speed)
      throws IOException {
    Comparison comparison = summary.comparison();
    String measure = comparison.unit() + ' ' + per;
    return write(
        SpeedChart.of(summary, measure, speed),
        comparison.name() + '-' + per.toLowerCase(Locale.ROOT).replace(' ', '-'),
        comparison.title() + ", " + measure);
  }

  private Picture write(IChart chart, String name, String description) throws IOException {
    Path file = stem.resolveSibling(stem.getFileName() + "-" + name + ".png");
    BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapFormat.PNG, DOTS_PER_INCH);
    return new Picture(file, description);
  }
}
