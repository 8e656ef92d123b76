package io.bidlake.bench.scale;

import io.bidlake.bench.measure.TooShortException;
import io.bidlake.bench.report.Spread;
import io.bidlake.bench.result.Curve;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.result.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Creates curves from runs: the cost of an event, the rate, and the number of files. */
final class CostCurve {

  private static final String COST = "CPU µs per event";
  private static final String LINE = "Bidlake";
  private static final double MICROS = 1e6;

  private CostCurve() {}

  /** The cost of an event: the median of the rounds of each variant. */
  static Curve ofCost(String name, String title, String xTitle, Map<Variant, List<Run>> runs) {
    return curve(name, title, xTitle, COST, runs, run -> cost(run.steady()));
  }

  /** The events per second of wall clock time: the median of the rounds of each variant. */
  static Curve ofRate(String name, String title, String xTitle, Map<Variant, List<Run>> runs) {
    return curve(
        name, title, xTitle, "events per second", runs, run -> run.steady().eventsPerSecond());
  }

  /** The files per million rows: the median of the rounds of each variant. */
  static Curve ofFiles(String name, String title, String xTitle, Map<Variant, List<Run>> runs) {
    return curve(name, title, xTitle, "files per 1,000,000 rows", runs, CostCurve::files);
  }

  private static Curve curve(
      String name,
      String title,
      String xTitle,
      String yTitle,
      Map<Variant, List<Run>> runs,
      ToDoubleFunction<Run> figure) {
    List<Curve.Point> points = new ArrayList<>();
    List<String> ranges = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    runs.forEach(
        (variant, measured) -> {
          if (measured.isEmpty()) {
            missing.add(variant.name());
            return;
          }
          Spread spread = Spread.of(measured.stream().mapToDouble(figure));
          points.add(new Curve.Point(variant.x(), spread.median()));
          ranges.add(range(variant.name(), spread));
        });
    if (points.isEmpty()) {
      throw new TooShortException(
          "%s: no run was long enough to be measured: use more events or a shorter --commit-interval"
              .formatted(title));
    }
    return new Curve(
        name,
        title,
        xTitle,
        yTitle,
        false,
        List.of(new Curve.Line(LINE, points)),
        "Lowest to highest of the rounds: %s.%s"
            .formatted(
                String.join("; ", ranges),
                missing.isEmpty()
                    ? ""
                    : " All runs were too short to be measured: %s."
                        .formatted(String.join(", ", missing))));
  }

  /**
   * The cost of an event over the course of a run.
   *
   * @param rounds the growing windows of each round
   */
  static Curve ofGrowth(String name, String title, String xTitle, List<List<Window>> rounds) {
    List<Curve.Point> points = new ArrayList<>();
    List<String> ranges = new ArrayList<>();
    for (int part = 0; part < rounds.get(0).size(); part++) {
      int one = part;
      Spread events = Spread.of(rounds.stream().mapToDouble(it -> it.get(one).events()));
      Spread cost = Spread.of(rounds.stream().mapToDouble(it -> cost(it.get(one))));
      points.add(new Curve.Point(events.median(), cost.median()));
      ranges.add(range(String.format(Locale.ROOT, "%,.0f events", events.median()), cost));
    }
    return new Curve(
        name,
        title,
        xTitle,
        COST,
        true,
        List.of(new Curve.Line(LINE, points)),
        "Each point holds all events from the end of the warm-up to the next commit. Lowest to"
            + " highest of the rounds: %s.".formatted(String.join("; ", ranges)));
  }

  /** The points of a curve as text, which is printed before other curves are measured. */
  static String text(Curve curve) {
    return curve.lines().stream()
        .flatMap(line -> line.points().stream())
        .map(it -> String.format(Locale.ROOT, "%,.0f: %,.1f", it.x(), it.y()))
        .collect(Collectors.joining("; ", "%s, %s: ".formatted(curve.title(), curve.yTitle()), ""));
  }

  private static double cost(Window window) {
    return MICROS / window.eventsPerCpuSecond();
  }

  private static double files(Run run) {
    long rows = run.rows().values().stream().mapToLong(Long::longValue).sum();
    return run.files() * 1e6 / rows;
  }

  private static String range(String what, Spread spread) {
    return String.format(
        Locale.ROOT, "%s: %,.1f to %,.1f", what, spread.lowest(), spread.highest());
  }
}
