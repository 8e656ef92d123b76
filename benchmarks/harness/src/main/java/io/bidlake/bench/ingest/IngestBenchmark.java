package io.bidlake.bench.ingest;

import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.data.Census;
import io.bidlake.bench.data.KafkaTopics;
import io.bidlake.bench.data.LoadTopics;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.platform.BenchLake;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.run.Pace;
import io.bidlake.bench.run.Rounds;
import io.bidlake.bench.run.RunLine;
import io.bidlake.bench.run.TableRun;
import io.bidlake.model.TableDefinition;
import io.bidlake.model.Tables;
import io.bidlake.registry.RegistrySettings;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** From Kafka to Iceberg: our job beside the other ways to do the same. */
public final class IngestBenchmark {

  private final BenchPlatform platform;
  private final Pace pace;
  private final Consumer<String> out;

  public IngestBenchmark(BenchPlatform platform, Pace pace, Consumer<String> out) {
    this.platform = platform;
    this.pace = pace;
    this.out = out;
  }

  /** Loads the traffic and compares those of the candidates who take part. */
  public Comparison compare(Traffic traffic, List<Candidate> candidates, String title)
      throws Exception {
    new LoadTopics(platform).load(traffic);
    Map<String, Long> expected = expectedRows(traffic);
    long events = events(traffic);
    out.accept("%,d events, which make %s".formatted(events, expected));
    List<Run> runs =
        Rounds.run(
            candidates,
            pace.rounds(),
            (candidate, round) -> measure(candidate, round, traffic, expected, events),
            run -> out.accept(RunLine.of(run)));
    return new Comparison(
        "ingest-" + traffic.name(),
        title,
        "events",
        IngestCandidates.OURS,
        candidates.stream().map(Candidate::contender).toList(),
        runs,
        List.of());
  }

  private Map<String, Long> expectedRows(Traffic traffic) {
    RegistrySettings registry =
        new RegistrySettings(platform.addresses().schemaRegistry().toString(), "", "", "", "");
    return Census.of(traffic, platform.addresses().kafka(), registry);
  }

  private long events(Traffic traffic) {
    try (KafkaTopics topics = new KafkaTopics(platform.addresses().kafka())) {
      return topics.records(traffic.names()).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private Run measure(
      Candidate candidate, int round, Traffic traffic, Map<String, Long> expected, long events)
      throws Exception {
    Task task = pace.task(platform, traffic.name(), candidate.contender().name(), round, traffic);
    List<TableDefinition> tables = expected.keySet().stream().map(Tables::named).toList();
    TableRun run =
        new TableRun(
            platform,
            () -> new BenchLake(platform.addresses(), task.namespace(), tables),
            expected,
            events,
            pace.warmUp());
    return run.measure(candidate, round, task);
  }
}
