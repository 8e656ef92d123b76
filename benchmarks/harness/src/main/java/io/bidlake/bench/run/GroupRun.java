package io.bidlake.bench.run;

import io.bidlake.bench.contender.Attempt;
import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.data.KafkaTopics;
import io.bidlake.bench.measure.Progress;
import io.bidlake.bench.measure.Progress.Point;
import io.bidlake.bench.measure.SteadyPart;
import io.bidlake.bench.measure.UsageSampler;
import io.bidlake.bench.platform.BenchLake;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.platform.Folders;
import io.bidlake.bench.result.Run;
import io.bidlake.tables.TableDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * One run of a contender that aggregates topics in windows. Its tables show little progress while
 * it works, so the progress is taken from the offsets that its consumer group commits, which every
 * contender does at its checkpoints.
 */
public final class GroupRun {

  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final BenchPlatform platform;
  private final List<TableDefinition<?>> tables;
  private final double warmUp;

  public GroupRun(BenchPlatform platform, List<TableDefinition<?>> tables, double warmUp) {
    this.platform = platform;
    this.tables = tables;
    this.warmUp = warmUp;
  }

  /** Lets the candidate run the task, and deletes its output. */
  public Run measure(Candidate candidate, int round, Task task) throws Exception {
    try (BenchLake lake = new BenchLake(platform.addresses(), task.namespace(), tables);
        KafkaTopics topics = new KafkaTopics(platform.addresses().kafka())) {
      lake.create();
      long begin = System.currentTimeMillis();
      try (Attempt attempt = candidate.start(task);
          UsageSampler sampler = UsageSampler.start(attempt::processes, platform::otherProcesses)) {
        Reading reading = awaitEnd(attempt, topics, task, candidate.contender().name());
        Progress read = reading.progress();
        long end = awaitRows(attempt, lake, task.commitInterval());
        return new Run(
            candidate.contender().name(),
            round,
            SteadyPart.of(List.of(read), read.total(), warmUp, sampler.log()),
            (end - begin) / 1000.0,
            sampler.log().peakMemory(),
            lake.contents(),
            lake.files(),
            lake.bytes(),
            reading.mostState());
      } finally {
        lake.drop();
        Folders.delete(task.folder());
      }
    }
  }

  /**
   * The read progress and the largest checkpoint size seen. The last checkpoint is not
   * representative, as the windows have ended by then and their state is gone.
   */
  private record Reading(Progress progress, OptionalLong mostState) {}

  private static Reading awaitEnd(Attempt attempt, KafkaTopics topics, Task task, String contender)
      throws InterruptedException {
    List<String> names = task.traffic().names();
    long events = topics.records(names).values().stream().mapToLong(Long::longValue).sum();
    List<Point> points = new ArrayList<>();
    OptionalLong mostState = OptionalLong.empty();
    long done = 0;
    long lastChange = System.nanoTime();
    while (done < events) {
      Thread.sleep(POLL.toMillis());
      long now = topics.committed(task.group(), names);
      if (now > done) {
        done = now;
        points.add(new Point(System.currentTimeMillis(), done));
        mostState = larger(mostState, attempt.stateBytes());
        lastChange = System.nanoTime();
      } else {
        requireAlive(attempt, contender, System.nanoTime() - lastChange);
      }
    }
    return new Reading(new Progress(points), mostState);
  }

  private static OptionalLong larger(OptionalLong one, OptionalLong other) {
    return LongStream.concat(one.stream(), other.stream()).max();
  }

  private static void requireAlive(Attempt attempt, String contender, long nanosWithoutProgress) {
    attempt.requireAlive(contender);
    if (nanosWithoutProgress > PATIENCE.toNanos()) {
      throw new IllegalStateException(
          "%s must commit what it has read, has committed nothing for %d s"
              .formatted(contender, PATIENCE.toSeconds()));
    }
  }

  /** Waits until no more rows are added, and returns the time of the last addition. */
  private static long awaitRows(Attempt attempt, BenchLake lake, Duration commitInterval)
      throws InterruptedException {
    Map<String, Long> rows = Map.of();
    long lastChange = System.currentTimeMillis();
    long calm = commitInterval.multipliedBy(3).toMillis();
    while (System.currentTimeMillis() - lastChange < calm && attempt.failure().isEmpty()) {
      Thread.sleep(POLL.toMillis());
      Map<String, Long> now = lake.rows();
      if (!now.equals(rows)) {
        rows = now;
        lastChange = System.currentTimeMillis();
      }
    }
    return lastChange;
  }
}
