package io.bidlake.bench.windows;

import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.run.GroupRun;
import io.bidlake.bench.run.Pace;
import io.bidlake.bench.run.Rounds;
import io.bidlake.tables.TableDefinition;
import java.util.List;
import java.util.function.Consumer;

/** Catch-up of jobs that aggregate loaded events in windows. */
public final class WindowBenchmark {

  private final BenchPlatform platform;
  private final Pace pace;
  private final Consumer<String> out;

  public WindowBenchmark(BenchPlatform platform, Pace pace, Consumer<String> out) {
    this.platform = platform;
    this.pace = pace;
    this.out = out;
  }

  /**
   * Compares the candidates on loaded topics.
   *
   * @param name the name of the comparison
   * @param ours the name of the candidate with which the others are compared
   * @param tables the tables that they write
   */
  public Comparison compare(
      String name,
      String title,
      String ours,
      Traffic traffic,
      List<Candidate> candidates,
      List<TableDefinition<?>> tables)
      throws Exception {
    out.accept(title);
    List<Run> runs =
        Rounds.run(
            candidates,
            it -> it.contender().name(),
            pace.rounds(),
            (candidate, round) -> measure(name, candidate, round, traffic, tables),
            out);
    return new Comparison(
        name,
        title,
        "events",
        ours,
        candidates.stream().map(Candidate::contender).toList(),
        runs,
        List.of());
  }

  private Run measure(
      String comparison,
      Candidate candidate,
      int round,
      Traffic traffic,
      List<TableDefinition<?>> tables)
      throws Exception {
    Task task = pace.task(platform, comparison, candidate.contender().name(), round, traffic);
    return new GroupRun(platform, tables, pace.warmUp()).measure(candidate, round, task);
  }
}
