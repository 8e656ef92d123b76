package io.bidlake.bench;

import io.bidlake.bench.generator.GeneratorBenchmark;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Comparison;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "generator",
    description = "How fast the generator fills the topics.",
    mixinStandardHelpOptions = true)
final class GeneratorCommand implements Callable<Integer> {

  @Mixin private BenchOptions options;

  @Option(
      names = "--requests",
      defaultValue = "1500000",
      description = "Bid requests of a run, with the events that follow (${DEFAULT-VALUE}).")
  private long requests;

  @Override
  public Integer call() throws Exception {
    try (BenchPlatform platform = BenchPlatform.start()) {
      Comparison comparison =
          new GeneratorBenchmark(platform, options.pace(), requests, System.out::println).compare();
      options
          .results("generator", Map.of("requests", Long.toString(requests)))
          .publish(List.of(comparison), List.of());
    }
    return 0;
  }
}
