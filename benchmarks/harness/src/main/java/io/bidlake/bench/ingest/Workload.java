package io.bidlake.bench.ingest;

import io.bidlake.bench.contender.Task;
import io.bidlake.bench.data.Census;
import io.bidlake.bench.data.KafkaTopics;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.platform.BenchLake;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.run.TableRun;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.util.List;
import java.util.Map;

/**
 * Loaded topics and the expected rows.
 *
 * @param rows the expected rows by table
 * @param events the number of events from which these rows come
 */
public record Workload(Traffic traffic, Map<String, Long> rows, long events) {

  public Workload {
    rows = Map.copyOf(rows);
  }

  /** Determines the expected rows by reading the topics. */
  public static Workload of(BenchPlatform platform, Traffic traffic) {
    try (KafkaTopics topics = new KafkaTopics(platform.addresses().kafka())) {
      long events =
          topics.records(traffic.names()).values().stream().mapToLong(Long::longValue).sum();
      return new Workload(traffic, Census.of(traffic, platform), events);
    }
  }

  /** A run over this workload, into the tables of the task. */
  public TableRun run(BenchPlatform platform, Task task, double warmUp) {
    List<TableDefinition<?>> tables = rows.keySet().stream().map(Tables::named).toList();
    return new TableRun(
        platform,
        () -> new BenchLake(platform.addresses(), task.namespace(), tables),
        rows,
        events,
        warmUp);
  }

  @Override
  public String toString() {
    return "%,d events, which make %s".formatted(events, rows);
  }
}
