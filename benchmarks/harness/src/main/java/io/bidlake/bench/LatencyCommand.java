package io.bidlake.bench;

import io.bidlake.bench.ingest.IngestCandidates;
import io.bidlake.bench.latency.LatencyBenchmark;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Contender;
import io.bidlake.bench.result.Curve;
import io.bidlake.bench.run.Pace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has its own options: there is one live run per load, without rounds and alternatives. */
@Command(
    name = "latency",
    description = "The latency from an event in Kafka to a visible row, by load.",
    mixinStandardHelpOptions = true)
final class LatencyCommand implements Callable<Integer> {

  @Option(
      names = "--max-rate",
      paramLabel = "REQUESTS",
      description =
          "The maximum rate of bid requests per second, with the events that follow them; measured"
              + " if not given.")
  private Double maxRate;

  @Option(
      names = "--probe-rate",
      defaultValue = "12000",
      paramLabel = "REQUESTS",
      description = "Bid requests per second at which the maximum is measured (${DEFAULT-VALUE}).")
  private double probeRate;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "Seconds for which each load is measured (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "Tasks of the job (${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--commit-interval",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description = "How often the job commits (${DEFAULT-VALUE}).")
  private int commitSeconds;

  @Option(
      names = "--out",
      defaultValue = "benchmark-results",
      paramLabel = "FOLDER",
      description = "Where the results go, as JSON and Markdown (${DEFAULT-VALUE}).")
  private Path out;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    try (BenchPlatform platform = BenchPlatform.start()) {
      Curve curve =
          new LatencyBenchmark(
                  platform,
                  new IngestCandidates(platform).ours(new Contender("bidlake", "Bidlake", "")),
                  new Pace(1, parallelism, Duration.ofSeconds(commitSeconds), 0),
                  Duration.ofSeconds(seconds),
                  System.out::println)
              .measure(
                  maxRate == null ? OptionalDouble.empty() : OptionalDouble.of(maxRate), probeRate);
      new Results("latency", out, command.commandLine().getParseResult().originalArgs(), settings())
          .publish(List.of(), List.of(curve));
    }
    return 0;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put(BenchOptions.COMMIT_INTERVAL, Integer.toString(commitSeconds));
    settings.put("parallelism", Integer.toString(parallelism));
    settings.put("seconds of each load", Integer.toString(seconds));
    return settings;
  }
}
