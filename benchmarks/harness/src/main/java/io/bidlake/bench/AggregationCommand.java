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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "aggregation",
    description = "Impressions and revenue by country and bidder, on both state backends.",
    mixinStandardHelpOptions = true)
final class AggregationCommand implements Callable<Integer> {

  @Mixin private BenchOptions options;

  @Option(
      names = "--requests",
      defaultValue = "1500000",
      description = "Bid requests, with the events that follow (${DEFAULT-VALUE}).")
  private long requests;

  @Override
  public Integer call() throws Exception {
    try (BenchPlatform platform = BenchPlatform.start()) {
      Traffic traffic =
          Traffic.windows("aggregation", requests)
              .only(List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS));
      new LoadTopics(platform).load(traffic);
      WindowCandidates candidates = new WindowCandidates(platform);
      Comparison comparison =
          new WindowBenchmark(platform, options.pace(), System.out::println)
              .compare(
                  "backends",
                  "Aggregation by state backend",
                  WindowCandidates.OURS,
                  traffic,
                  options.chosen(
                      List.of(
                          candidates.ofAggregation(WindowCandidates.OURS, StateBackend.HASHMAP),
                          candidates.ofAggregation("bidlake-rocksdb", StateBackend.ROCKSDB))),
                  List.of(
                      Tables.HOURLY_IMPRESSIONS_BY_GEO,
                      Tables.ROLLING_METRICS_BY_BIDDER,
                      Tables.LATE_EVENTS));
      options
          .results("aggregation", Map.of("requests", Long.toString(requests)))
          .publish(List.of(comparison), List.of());
    }
    return 0;
  }
}
