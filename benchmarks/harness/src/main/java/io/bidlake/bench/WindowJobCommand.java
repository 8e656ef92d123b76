package io.bidlake.bench;

import io.bidlake.bench.data.LoadTopics;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.windows.WindowBenchmark;
import io.bidlake.bench.windows.WindowCandidates;
import io.bidlake.model.Topic;
import io.bidlake.tables.TableDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Catch-up of a job with windows on both state backends; nothing else computes the same. */
abstract class WindowJobCommand implements Callable<Integer> {

  private final String title;
  private final List<Topic<?>> topics;
  private final List<TableDefinition<?>> tables;

  @Mixin private BenchOptions options;

  @Option(
      names = "--requests",
      defaultValue = "1500000",
      description = "Bid requests, with the events that follow (${DEFAULT-VALUE}).")
  private long requests;

  /**
   * @param title what the job computes, such as Aggregation
   * @param topics the topics that it reads
   * @param tables the tables that it writes
   */
  WindowJobCommand(String title, List<Topic<?>> topics, List<TableDefinition<?>> tables) {
    this.title = title;
    this.topics = topics;
    this.tables = tables;
  }

  /** The tables that the contenders fill and that are compared. */
  final List<TableDefinition<?>> tables() {
    return tables;
  }

  @Override
  public Integer call() throws Exception {
    String kind = title.toLowerCase(Locale.ROOT);
    try (BenchPlatform platform = BenchPlatform.startWithManagedMemory()) {
      Traffic traffic = Traffic.windows(kind, requests, topics);
      new LoadTopics(platform).load(traffic);
      Comparison comparison =
          new WindowBenchmark(platform, options.pace(), System.out::println)
              .compare(
                  "backends",
                  title + " by state backend",
                  WindowCandidates.OURS,
                  traffic,
                  options.chosen(new WindowCandidates(platform).onBackends(kind)),
                  tables);
      options
          .results(kind, Map.of("requests", Long.toString(requests)))
          .publish(List.of(comparison), List.of());
    }
    return 0;
  }
}
