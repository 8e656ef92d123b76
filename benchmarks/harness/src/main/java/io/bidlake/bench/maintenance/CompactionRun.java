package io.bidlake.bench.maintenance;

import io.bidlake.bench.contender.Task;
import io.bidlake.bench.measure.UsageLog;
import io.bidlake.bench.measure.UsageSampler;
import io.bidlake.bench.platform.BenchLake;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.platform.Folders;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.result.Window;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * One compaction of a copy of a table. It is measured from the time when the contender is ready to
 * work to its last commit, so without the start and the end of its processes.
 */
final class CompactionRun {

  static final TableDefinition<?> TABLE = Tables.BID_REQUESTS_ENRICHED;

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final BenchPlatform platform;
  private final Table source;

  /**
   * @param source the table whose copies are compacted
   */
  CompactionRun(BenchPlatform platform, Table source) {
    this.platform = platform;
    this.source = source;
  }

  /** Lets the candidate compact a copy, and deletes the copy. */
  Run measure(CompactionCandidate candidate, int round, Task task) throws Exception {
    TableIdentifier id = TableIdentifier.of(Namespace.of(task.namespace()), TABLE.name());
    try (TableCopy copy = TableCopy.in(platform.addresses(), id, source);
        BenchLake lake = new BenchLake(platform.addresses(), task.namespace(), List.of(TABLE))) {
      Map<String, Long> rows = lake.rows();
      long start = System.currentTimeMillis();
      try (CompactionAttempt attempt = candidate.start(task);
          UsageSampler sampler = UsageSampler.start(attempt::processes, platform::otherProcesses)) {
        String name = candidate.contender().name();
        await(() -> attempt.hasBegun() || attempt.done(), attempt, name);
        long begin = System.currentTimeMillis();
        await(attempt::done, attempt, name);
        Rewrite rewrite = Rewrite.since(copy.table().currentSnapshot(), lake.table(TABLE));
        if (rewrite.committedAt() <= begin) {
          throw new IllegalStateException(
              "%s must be seen at work before its last commit, was not: use more --requests"
                  .formatted(name));
        }
        requireAll(rows, lake.rows(), name);
        return new Run(
            name,
            round,
            window(begin, rewrite, sampler.log()),
            (rewrite.committedAt() - start) / 1000.0,
            sampler.log().peakMemory(),
            rows,
            lake.files(),
            lake.bytes(),
            attempt.stateBytes());
      } finally {
        Folders.delete(task.folder());
      }
    }
  }

  private static Window window(long begin, Rewrite rewrite, UsageLog usage) {
    return new Window(
        (rewrite.committedAt() - begin) / 1000.0,
        usage.contenderCpu(begin, rewrite.committedAt()),
        rewrite.rows(),
        usage.foreignShare(begin, rewrite.committedAt()));
  }

  private static void await(BooleanSupplier condition, CompactionAttempt attempt, String name)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      attempt.requireAlive(name);
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s must be done within %d s".formatted(name, PATIENCE.toSeconds()));
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  private static void requireAll(Map<String, Long> before, Map<String, Long> after, String name) {
    if (!after.equals(before)) {
      throw new IllegalStateException(
          "%s must keep all rows (%s), but left %s".formatted(name, before, after));
    }
  }
}
