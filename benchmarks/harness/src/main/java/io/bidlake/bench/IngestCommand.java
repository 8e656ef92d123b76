package io.bidlake.bench;

import io.bidlake.bench.contender.Candidate;
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
      List<Planned> plan = plan(candidates);
      options.chosen(plan.stream().flatMap(it -> it.candidates().stream()).toList());
      for (Planned planned : plan) {
        List<Candidate> chosen = options.chosenAmong(planned.candidates());
        if (!chosen.isEmpty()) {
          comparisons.add(benchmark.compare(planned.traffic(), chosen, planned.title()));
        }
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

  /** A comparison, before it is measured. */
  private record Planned(Traffic traffic, List<Candidate> candidates, String title) {}

  private List<Planned> plan(IngestCandidates candidates) {
    List<Planned> plan = new ArrayList<>();
    if (requests > 0) {
      plan.add(
          new Planned(
              Traffic.requests("requests", requests),
              candidates.ofEvents(),
              "Bid requests into two tables"));
    }
    if (jsonRequests > 0) {
      plan.add(
          new Planned(
              Traffic.jsonRequests("json-requests", jsonRequests),
              candidates.ofJson(),
              "Bid requests as OpenRTB JSON into two tables"));
    }
    if (impressions > 0) {
      plan.add(
          new Planned(
              Traffic.notices(impressions),
              candidates.ofNotices(),
              "Flat impressions and clicks into two tables"));
    }
    if (funnels > 0) {
      plan.add(
          new Planned(
              // Flink SQL has no statement for notices.
              Traffic.events(funnels).only(Topics.FUNNEL),
              candidates.ofEvents(),
              "Four topics into five tables"));
    }
    return plan;
  }
}
