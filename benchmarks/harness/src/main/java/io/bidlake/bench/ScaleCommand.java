package io.bidlake.bench;

import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Curve;
import io.bidlake.bench.scale.Growth;
import io.bidlake.bench.scale.ScaleBenchmark;
import io.bidlake.local.config.TaskManagerMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "scale",
    description = "What an event costs as work grows: the ingest job's, and the funnel's by hours.",
    mixinStandardHelpOptions = true)
final class ScaleCommand implements Callable<Integer> {

  /**
   * 200 countries have 800 open files, which need more memory than the local platform's default.
   */
  private static final TaskManagerMemory MEMORY = new TaskManagerMemory("4g");

  @Mixin private BenchOptions options;

  @Option(
      names = "--requests",
      defaultValue = "20000000",
      description = "Bid requests of the long run, one such run per round (${DEFAULT-VALUE}).")
  private long requests;

  @Option(
      names = "--short-requests",
      defaultValue = "3000000",
      description = "Bid requests of all other runs, with what follows (${DEFAULT-VALUE}).")
  private long shortRequests;

  @Option(
      names = "--only",
      split = ",",
      defaultValue = "events,countries,slots,partitions,hours",
      description = "What grows (${DEFAULT-VALUE}).")
  private List<String> only;

  @Override
  public Integer call() throws Exception {
    List<Growth> growths = only.stream().map(Growth::named).toList();
    List<Curve> curves = new ArrayList<>();
    try (BenchPlatform platform = BenchPlatform.start(MEMORY)) {
      ScaleBenchmark benchmark = new ScaleBenchmark(platform, options.pace(), System.out::println);
      for (Growth growth : growths) {
        curves.addAll(benchmark.measure(growth, requests, shortRequests));
      }
    }
    options
        .results(
            "scale",
            Map.of(
                "requests of the long run",
                Long.toString(requests),
                "requests of the other runs",
                Long.toString(shortRequests),
                "memory of the TaskManager",
                MEMORY.size()))
        .publish(List.of(), curves);
    return 0;
  }
}
