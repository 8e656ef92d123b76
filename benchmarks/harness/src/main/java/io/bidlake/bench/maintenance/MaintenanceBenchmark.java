package io.bidlake.bench.maintenance;

import io.bidlake.bench.contender.Attempt;
import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.data.Census;
import io.bidlake.bench.data.LoadTopics;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.ingest.IngestCandidates;
import io.bidlake.bench.platform.BenchLake;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.run.AwaitRows;
import io.bidlake.bench.run.Pace;
import io.bidlake.bench.run.Rounds;
import io.bidlake.model.Topics;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.Table;

/** Compaction of a table of many small files: Bidlake's job and Spark. */
public final class MaintenanceBenchmark {

  /** The commit interval of the ingest job that writes these files. */
  public static final Duration COMMIT_INTERVAL = Duration.ofSeconds(2);

  private static final String NAME = "maintenance";

  private final BenchPlatform platform;
  private final Pace pace;
  private final Consumer<String> out;

  public MaintenanceBenchmark(BenchPlatform platform, Pace pace, Consumer<String> out) {
    this.platform = platform;
    this.pace = pace;
    this.out = out;
  }

  /** The contenders. */
  public static List<CompactionCandidate> candidates(BenchPlatform platform) {
    return CompactionCandidates.all(platform);
  }

  /**
   * Writes the table once, and compares the candidates on copies of it: those that sort with each
   * other, and those that do not.
   */
  public List<Comparison> compare(long requests, List<CompactionCandidate> candidates)
      throws Exception {
    List<RowOrder> orders = RowOrder.of(candidates);
    Traffic traffic = Traffic.events(requests).only(List.of(Topics.BID_REQUESTS));
    new LoadTopics(platform).load(traffic);
    Map<String, Long> expected = Census.of(traffic, platform);
    List<TableDefinition<?>> tables = expected.keySet().stream().map(Tables::named).toList();
    Task ingest =
        new Pace(pace.rounds(), pace.parallelism(), COMMIT_INTERVAL, pace.warmUp())
            .task(platform, NAME, "source", 0, traffic);
    try (BenchLake lake = new BenchLake(platform.addresses(), ingest.namespace(), tables);
        BenchLake small =
            new BenchLake(platform.addresses(), ingest.namespace(), List.of(CompactionRun.TABLE))) {
      lake.create();
      write(lake, expected, ingest);
      Table source = lake.table(CompactionRun.TABLE);
      String size =
          "%,d rows in %,d files of %,d bytes in all"
              .formatted(expected.get(CompactionRun.TABLE.name()), small.files(), small.bytes());
      out.accept(size);
      List<Run> runs = measure(new CompactionRun(platform, source), traffic, candidates);
      List<String> remarks = CompactionRemarks.of(size, runs);
      return orders.stream().map(order -> order.compare(candidates, runs, remarks)).toList();
    }
  }

  private void write(BenchLake lake, Map<String, Long> expected, Task task) throws Exception {
    Candidate ingest = new IngestCandidates(platform).ours();
    try (Attempt attempt = ingest.start(task)) {
      AwaitRows.of(attempt, lake, expected, ingest.contender().name());
    }
    Map<String, Long> rows = lake.rows();
    if (!rows.equals(expected)) {
      throw new IllegalStateException(
          "the ingest job must write %s, wrote %s".formatted(expected, rows));
    }
  }

  private List<Run> measure(
      CompactionRun compaction, Traffic traffic, List<CompactionCandidate> candidates)
      throws Exception {
    return Rounds.run(
        candidates,
        it -> it.contender().name(),
        pace.rounds(),
        (candidate, round) ->
            compaction.measure(
                candidate,
                round,
                pace.task(platform, NAME, candidate.contender().name(), round, traffic)),
        out);
  }
}
