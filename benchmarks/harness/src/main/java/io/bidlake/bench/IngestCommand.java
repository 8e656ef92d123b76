package io.bidlake.bench;

import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.ingest.IngestBenchmark;
import io.bidlake.bench.ingest.IngestCandidates;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "ingest",
    description = "From Kafka to Iceberg: all four topics, and the two flat ones alone.",
    mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {

  @Mixin private BenchOptions options;

  @Option(
      names = "--requests",
      defaultValue = "1500000",
      description =
          "Bid requests, with what follows from them; 0: not this comparison (${DEFAULT-VALUE}).")
  private long requests;

  @Option(
      names = "--impressions",
      defaultValue = "2500000",
      description = "Impressions, with clicks; 0: not this comparison (${DEFAULT-VALUE}).")
  private long impressions;

  @Override
  public Integer call() throws Exception {
    List<Comparison> comparisons = new ArrayList<>();
    try (BenchPlatform platform = options.startPlatform()) {
      IngestCandidates candidates = new IngestCandidates(platform);
      IngestBenchmark benchmark =
          new IngestBenchmark(platform, options.pace(), System.out::println);
      if (requests > 0) {
        comparisons.add(
            benchmark.compare(
                Traffic.events(requests),
                options.chosen(candidates.ofEvents()),
                "Four topics into five tables"));
      }
      if (impressions > 0) {
        comparisons.add(
            benchmark.compare(
                Traffic.notices(impressions),
                options.chosen(candidates.ofNotices()),
                "Flat records alone: two topics into two tables"));
      }
    }
    options
        .results(
            "ingest",
            Map.of("requests", Long.toString(requests), "impressions", Long.toString(impressions)))
        .publish(comparisons, List.of());
    return 0;
  }
}
