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
 * One run of a contender that copies topics into tables. All that is known of its speed is read
 * from the commits of its tables, the same way for every contender.
 */
public final class TableRun {

  private final BenchPlatform platform;
  private final Supplier<BenchLake> lake;
  private final Map<String, Long> expected;
  private final long events;
  private final double warmUp;

  /**
   * @param lake the tables of the run, not created yet
   * @param expected rows by table at the end
   * @param events events that these rows come from
   * @param warmUp share of the work that warms up, 0 to 1
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

  /** What is made of a run when its last row is there. */
  private interface Reading<T> {
    T read(Attempt attempt, BenchLake tables, UsageLog usage, long begin);
  }

  /** Has the candidate do the task, and clears away what it has made. */
  public Run measure(Candidate candidate, int round, Task task) throws Exception {
    return run(
        candidate,
        task,
        (attempt, tables, usage, begin) -> result(candidate, round, tables, usage, attempt, begin));
  }

  /**
   * The same for who wants to look at more than the steady part.
   *
   * @param course makes something of the commits of each table and of what was used meanwhile
   */
  public <T> T observe(
      Candidate candidate, Task task, BiFunction<List<Progress>, UsageLog, T> course)
      throws Exception {
    return run(
        candidate, task, (attempt, tables, usage, begin) -> course.apply(tables.progress(), usage));
  }

  private <T> T run(Candidate candidate, Task task, Reading<T> reading) throws Exception {
    try (BenchLake tables = lake.get()) {
      tables.create();
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
