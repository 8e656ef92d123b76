package io.bidlake.bench.latency;

import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.latency.Latencies.Percentiles;
import io.bidlake.bench.latency.LiveRun.Seen;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Curve;
import io.bidlake.bench.run.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Measures the latency from an event in Kafka to its row in a table, at some shares of the maximum
 * rate.
 */
public final class LatencyBenchmark {

  private static final List<Integer> LOADS = List.of(10, 50, 80);
  private static final Duration PROBED = Duration.ofSeconds(30);

  private final LiveRun runs;
  private final Duration measured;
  private final Consumer<String> out;

  /**
   * Creates a benchmark of one job.
   *
   * @param measured the duration of the measurement of each load
   */
  public LatencyBenchmark(
      BenchPlatform platform,
      Candidate candidate,
      Pace pace,
      Duration measured,
      Consumer<String> out) {
    this.runs = new LiveRun(platform, candidate, pace);
    this.measured = measured;
    this.out = out;
  }

  /**
   * Measures all loads.
   *
   * @param known the maximum rate in bid requests per second; measured if empty
   * @param probe the rate in bid requests per second at which the maximum is measured
   */
  public Curve measure(OptionalDouble known, double probe) throws Exception {
    double most = known.isPresent() ? known.getAsDouble() : most(probe);
    List<Curve.Point> medians = new ArrayList<>();
    List<Curve.Point> highs = new ArrayList<>();
    List<String> rates = new ArrayList<>();
    for (int load : LOADS) {
      double rate = most * load / 100;
      Seen seen = runs.observe("latency-" + load, rate, measured);
      Percentiles all = seen.latencies().together();
      out.accept("%d %%, %s".formatted(load, rates(rate, seen.load())));
      seen.latencies().byTable().forEach((table, it) -> out.accept(line(table, it)));
      out.accept(line("together", all));
      medians.add(new Curve.Point(load, all.median()));
      highs.add(new Curve.Point(load, all.high()));
      rates.add("%d %% is %s".formatted(load, rates(rate, seen.load())));
    }
    return new Curve(
        "latency",
        "From Kafka to a visible row",
        "load, % of the highest rate",
        "seconds",
        false,
        List.of(new Curve.Line("median", medians), new Curve.Line("99th percentile", highs)),
        "The highest rate is %s bid requests/s, with all that follows from them, %s. %s."
            .formatted(
                whole(most),
                known.isPresent()
                    ? "as given"
                    : "by the CPU time that generator, servers and job took at "
                        + whole(probe)
                        + "/s, which is rather too low",
                String.join("; ", rates)));
  }

  private double most(double probe) throws Exception {
    LiveLoad load = runs.observe("latency-probe", probe, PROBED).load();
    out.accept(
        "probe, %s: the CPU would do for %s/s"
            .formatted(rates(probe, load), whole(load.mostRequestsPerSecond())));
    return load.mostRequestsPerSecond();
  }

  private static String rates(double wanted, LiveLoad load) {
    return String.format(
        Locale.ROOT,
        "%,.0f requests/s (%,.0f sent, %.0f %% of the CPU)",
        wanted,
        load.requestsPerSecond(),
        load.busy() * 100);
  }

  private static String line(String table, Percentiles it) {
    return String.format(
        Locale.ROOT,
        "  %-24s median %6.2f s  99th percentile %6.2f s  %,d rows",
        table,
        it.median(),
        it.high(),
        it.rows());
  }

  private static String whole(double rate) {
    return String.format(Locale.ROOT, "%,.0f", rate);
  }
}
