package io.bidlake.bench.run;

import io.bidlake.bench.contender.Attempt;
import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.measure.Progress;
import io.bidlake.bench.measure.SteadyPart;
import io.bidlake.bench.measure.UsageLog;
import io.bidlake.bench.measure.UsageSampler;
import io.bidlake.bench.platform.BenchLake;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.platform.Folders;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.result.Window;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * One run of a contender that copies topics to tables. Its speed is computed from the commits of
 * its tables, in the same way for every contender.
 */
public final class TableRun {

  private final BenchPlatform platform;
  private final Supplier<BenchLake> lake;
  private final Map<String, Long> expected;
  private final long events;
  private final double warmUp;

  /**
   * @param lake opens the tables of the run, which do not exist yet
   * @param expected the expected rows by table
   * @param events the number of events from which these rows come
   * @param warmUp the share of the work that is warm-up, 0 to 1
   */
  public TableRun(
      BenchPlatform platform,
      Supplier<BenchLake> lake,
      Map<String, Long> expected,
      long events,
      double warmUp) {
    this.platform = platform;
    this.lake = lake;
    this.expected = expected;
    this.events = events;
    this.warmUp = warmUp;
  }

  /** Evaluates a run after its last row. */
  private interface Reading<T> {
    T read(Attempt attempt, BenchLake tables, UsageLog usage, long begin);
  }

  /** Lets the candidate run the task, and deletes its output. */
  public Run measure(Candidate candidate, int round, Task task) throws Exception {
    return run(
        candidate,
        task,
        (attempt, tables, usage, begin) -> result(candidate, round, tables, usage, attempt, begin));
  }

  /**
   * Runs the task like {@link #measure}, with another evaluation than that of the steady part.
   *
   * @param course evaluates the progress of each table and the resource usage
   */
  public <T> T observe(
      Candidate candidate, Task task, BiFunction<List<Progress>, UsageLog, T> course)
      throws Exception {
    return run(
        candidate, task, (attempt, tables, usage, begin) -> course.apply(tables.progress(), usage));
  }

  private <T> T run(Candidate candidate, Task task, Reading<T> reading) throws Exception {
    try (BenchLake tables = lake.get()) {
      if (!candidate.createsTables()) {
        tables.create();
      }
      long begin = System.currentTimeMillis();
      try (Attempt attempt = candidate.start(task);
          UsageSampler sampler = UsageSampler.start(attempt::processes, platform::otherProcesses)) {
        AwaitRows.of(attempt, tables, expected, candidate.contender().name());
        return reading.read(attempt, tables, sampler.log(), begin);
      } finally {
        tables.drop();
        Folders.delete(task.folder());
      }
    }
  }

  private Run result(
      Candidate candidate,
      int round,
      BenchLake tables,
      UsageLog usage,
      Attempt attempt,
      long begin) {
    List<Progress> progress = tables.progress();
    Window steady = SteadyPart.of(progress, events, warmUp, usage);
    long end = progress.stream().mapToLong(Progress::end).max().orElse(begin);
    return new Run(
        candidate.contender().name(),
        round,
        steady,
        (end - begin) / 1000.0,
        usage.peakMemory(),
        tables.rows(),
        tables.files(),
        tables.bytes(),
        attempt.stateBytes());
  }
}
