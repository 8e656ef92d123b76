package io.bidlake.bench;

import io.bidlake.bench.maintenance.MaintenanceBenchmark;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Comparison;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "maintenance",
    description =
        "Compaction of a table of many small files, compared with Spark. The ingest job writes"
            + " them with its own commit interval, and runs are measured as a whole:"
            + " --commit-interval and --warm-up have no effect.",
    mixinStandardHelpOptions = true)
final class MaintenanceCommand implements Callable<Integer> {

  @Mixin private BenchOptions options;

  @Option(
      names = "--requests",
      defaultValue = "6000000",
      description = "Bid requests whose rows are compacted (${DEFAULT-VALUE}).")
  private long requests;

  @Override
  public Integer call() throws Exception {
    try (BenchPlatform platform = BenchPlatform.start()) {
      List<Comparison> comparisons =
          new MaintenanceBenchmark(platform, options.pace(), System.out::println)
              .compare(requests, options.chosen(MaintenanceBenchmark.candidates(platform)));
      options
          .results(
              "maintenance",
              Map.of(
                  "requests",
                  Long.toString(requests),
                  BenchOptions.COMMIT_INTERVAL,
                  Long.toString(MaintenanceBenchmark.COMMIT_INTERVAL.toSeconds()),
                  BenchOptions.WARM_UP,
                  "0"))
          .publish(comparisons, List.of());
    }
    return 0;
  }
}
