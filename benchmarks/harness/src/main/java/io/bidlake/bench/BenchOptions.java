package io.bidlake.bench;

import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.run.Pace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that all benchmarks share. */
final class BenchOptions {

  /** Names of settings for which a benchmark may report its own values. */
  static final String COMMIT_INTERVAL = "commit interval, seconds";

  static final String WARM_UP = "share that warms up";

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often each contender runs (${DEFAULT-VALUE}).")
  int rounds;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "Tasks or threads of each contender (${DEFAULT-VALUE}).")
  int parallelism;

  @Option(
      names = "--commit-interval",
      defaultValue = "5",
      paramLabel = "SECONDS",
      description = "How often each contender commits (${DEFAULT-VALUE}).")
  int commitSeconds;

  @Option(
      names = "--warm-up",
      defaultValue = "0.3",
      paramLabel = "SHARE",
      description = "Share of each run that is not measured (${DEFAULT-VALUE}).")
  double warmUp;

  @Option(
      names = "--contenders",
      split = ",",
      paramLabel = "NAME",
      description = "Only these, by their names in the results.")
  List<String> contenders = List.of();

  @Option(
      names = "--out",
      defaultValue = "benchmark-results",
      paramLabel = "FOLDER",
      description = "Where the results go, as JSON and Markdown (${DEFAULT-VALUE}).")
  private Path out;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * The destination of the results.
   *
   * @param settings settings of this benchmark, in addition to those of all benchmarks or instead
   *     of them
   */
  Results results(String benchmark, Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>();
    all.put("rounds", Integer.toString(rounds));
    all.put("parallelism", Integer.toString(parallelism));
    all.put(COMMIT_INTERVAL, Integer.toString(commitSeconds));
    all.put(WARM_UP, Double.toString(warmUp));
    all.putAll(settings);
    return new Results(benchmark, out, command.commandLine().getParseResult().originalArgs(), all);
  }

  Pace pace() {
    return new Pace(rounds, parallelism, Duration.ofSeconds(commitSeconds), warmUp);
  }

  /** The candidates that the user has selected. */
  <C extends Candidate> List<C> chosen(List<C> all) {
    return chosen(all, candidate -> candidate.contender().name());
  }

  /**
   * The candidates of one of several comparisons that the user has selected; none if the selected
   * ones are all in others. {@link #chosen} has refused unknown names before.
   */
  <C extends Candidate> List<C> chosenAmong(List<C> some) {
    return contenders.isEmpty()
        ? some
        : some.stream().filter(it -> contenders.contains(it.contender().name())).toList();
  }

  /** The items that the user has selected by name. */
  <C> List<C> chosen(List<C> all, Function<C, String> name) {
    List<String> known = all.stream().map(name).toList();
    for (String wanted : contenders) {
      if (!known.contains(wanted)) {
        throw new IllegalStateException(
            "--contenders must be some of %s, was %s".formatted(known, wanted));
      }
    }
    return contenders.isEmpty()
        ? all
        : all.stream().filter(it -> contenders.contains(name.apply(it))).toList();
  }
}
