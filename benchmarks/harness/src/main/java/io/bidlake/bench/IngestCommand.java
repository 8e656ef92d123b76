package io.bidlake.bench;

import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.ingest.IngestBenchmark;
import io.bidlake.bench.ingest.IngestCandidates;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Comparison;
import io.bidlake.model.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "ingest", description = "From Kafka to Iceberg.", mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {

  @Mixin private BenchOptions options;

  @Option(
      names = "--requests",
      defaultValue = "2400000",
      description =
          "Bid requests into their two tables; 0 skips this comparison (${DEFAULT-VALUE}).")
  private long requests;

  @Option(
      names = "--json-requests",
      defaultValue = "1200000",
      description =
          "Bid requests as OpenRTB JSON into their two tables; 0 skips this comparison"
              + " (${DEFAULT-VALUE}).")
  private long jsonRequests;

  @Option(
      names = "--impressions",
      defaultValue = "6000000",
      description = "Impressions with clicks, flat; 0 skips this comparison (${DEFAULT-VALUE}).")
  private long impressions;

  @Option(
      names = "--funnels",
      defaultValue = "0",
      description =
          "Bid requests with all events that follow, into five tables; 0 skips this comparison"
              + " (${DEFAULT-VALUE}).")
  private long funnels;

  @Override
  public Integer call() throws Exception {
    List<Comparison> comparisons = new ArrayList<>();
    try (BenchPlatform platform = BenchPlatform.start()) {
      IngestCandidates candidates = new IngestCandidates(platform);
      IngestBenchmark benchmark =
          new IngestBenchmark(platform, options.pace(), System.out::println);
      if (requests > 0) {
        comparisons.add(
            benchmark.compare(
                Traffic.requests("requests", requests),
                options.chosen(candidates.ofEvents()),
                "Bid requests into two tables"));
      }
      if (jsonRequests > 0) {
        comparisons.add(
            benchmark.compare(
                Traffic.jsonRequests("json-requests", jsonRequests),
                options.chosen(candidates.ofJson()),
                "Bid requests as OpenRTB JSON into two tables"));
      }
      if (impressions > 0) {
        comparisons.add(
            benchmark.compare(
                Traffic.notices(impressions),
                options.chosen(candidates.ofNotices()),
                "Flat impressions and clicks into two tables"));
      }
      if (funnels > 0) {
        comparisons.add(
            benchmark.compare(
                // Flink SQL has no statement for notices.
                Traffic.events(funnels).only(Topics.FUNNEL),
                options.chosen(candidates.ofEvents()),
                "Four topics into five tables"));
      }
    }
    options
        .results(
            "ingest",
            Map.of(
                "requests", Long.toString(requests),
                "json-requests", Long.toString(jsonRequests),
                "impressions", Long.toString(impressions),
                "funnels", Long.toString(funnels)))
        .publish(comparisons, List.of());
    return 0;
  }
}
