package io.bidlake.bench;

import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Contender;
import io.bidlake.bench.windows.JoinBenchmark;
import io.bidlake.bench.windows.StateBackend;
import io.bidlake.local.config.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "joins",
    description = {
      "The joins of the funnel alone, on events generated in memory.",
      "Each run is a JVM that first warms up with a third of the events: --warm-up has no"
          + " effect."
    },
    mixinStandardHelpOptions = true)
final class JoinsCommand implements Callable<Integer> {

  /** How many times as long RocksDB takes. */
  private static final int SLOWER = 6;

  @Mixin private BenchOptions options;

  @Option(
      names = "--events",
      defaultValue = "12000000",
      description = "Events on HashMap; a sixth of it on RocksDB (${DEFAULT-VALUE}).")
  private long events;

  @Mixin private BackendOption backends;

  @Override
  public Integer call() throws Exception {
    Installation installation = new Installation(Path.of(System.getProperty("bidlake.home")));
    JoinBenchmark benchmark = new JoinBenchmark(installation, options.pace(), System.out::println);
    List<Contender> chosen = options.chosen(JoinBenchmark.contenders(), Contender::name);
    List<Comparison> comparisons = new ArrayList<>();
    for (StateBackend backend : backends.chosen()) {
      long made = backend == StateBackend.HASHMAP ? events : events / SLOWER;
      comparisons.add(benchmark.compare(backend, made, chosen));
    }
    options
        .results(
            "joins",
            Map.of(
                "events",
                Long.toString(events),
                BenchOptions.WARM_UP,
                "a third of the events, in a run before"))
        .publish(comparisons, List.of());
    return 0;
  }
}
