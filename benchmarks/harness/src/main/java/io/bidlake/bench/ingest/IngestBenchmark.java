package io.bidlake.bench.ingest;

import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.data.LoadTopics;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.run.Pace;
import io.bidlake.bench.run.Rounds;
import java.util.List;
import java.util.function.Consumer;

/** From Kafka to Iceberg: Bidlake's job and its alternatives. */
public final class IngestBenchmark {

  private final BenchPlatform platform;
  private final Pace pace;
  private final Consumer<String> out;

  public IngestBenchmark(BenchPlatform platform, Pace pace, Consumer<String> out) {
    this.platform = platform;
    this.pace = pace;
    this.out = out;
  }

  /** Loads the traffic and compares the candidates. */
  public Comparison compare(Traffic traffic, List<Candidate> candidates, String title)
      throws Exception {
    new LoadTopics(platform).load(traffic);
    Workload workload = Workload.of(platform, traffic);
    out.accept(workload.toString());
    List<Run> runs =
        Rounds.run(
            candidates,
            it -> it.contender().name(),
            pace.rounds(),
            (candidate, round) -> measure(candidate, round, workload),
            out);
    return new Comparison(
        traffic.name(),
        title,
        "events",
        IngestCandidates.OURS,
        candidates.stream().map(Candidate::contender).toList(),
        runs,
        List.of());
  }

  private Run measure(Candidate candidate, int round, Workload workload) throws Exception {
    Traffic traffic = workload.traffic();
    Task task = pace.task(platform, traffic.name(), candidate.contender().name(), round, traffic);
    return workload.run(platform, task, pace.warmUp()).measure(candidate, round, task);
  }
}
