package io.bidlake.bench;

import io.bidlake.bench.data.LoadTopics;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.windows.StateBackend;
import io.bidlake.bench.windows.WindowBenchmark;
import io.bidlake.bench.windows.WindowCandidates;
import io.bidlake.model.Topics;
import io.bidlake.tables.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "funnel",
    description = "Requests, responses, impressions and clicks into one table of rates.",
    mixinStandardHelpOptions = true)
final class FunnelCommand implements Callable<Integer> {

  @Mixin private BenchOptions options;

  @Option(
      names = "--requests",
      defaultValue = "3000000",
      description =
          "Bid requests on HashMap, with the events that follow; a third of them on RocksDB"
              + " (${DEFAULT-VALUE}).")
  private long requests;

  @Mixin private BackendOption backends;

  @Override
  public Integer call() throws Exception {
    List<Comparison> comparisons = new ArrayList<>();
    try (BenchPlatform platform = BenchPlatform.startWithManagedMemory()) {
      for (StateBackend backend : backends.chosen()) {
        comparisons.add(compare(platform, backend));
      }
    }
    options
        .results("funnel", Map.of("requests", Long.toString(requests)))
        .publish(comparisons, List.of());
    return 0;
  }

  private Comparison compare(BenchPlatform platform, StateBackend backend) throws Exception {
    String name = backend.id();
    Traffic traffic =
        Traffic.windows(
            "funnel-" + name,
            backend == StateBackend.HASHMAP ? requests : requests / 3,
            Topics.FUNNEL);
    new LoadTopics(platform).load(traffic);
    WindowBenchmark benchmark = new WindowBenchmark(platform, options.pace(), System.out::println);
    return benchmark.compare(
        name,
        "Funnel, state on " + backend.title(),
        WindowCandidates.OURS,
        traffic,
        options.chosen(new WindowCandidates(platform).ofFunnel(backend)),
        List.of(Tables.HOURLY_FUNNEL_BY_PUBLISHER, Tables.LATE_EVENTS));
  }
}
