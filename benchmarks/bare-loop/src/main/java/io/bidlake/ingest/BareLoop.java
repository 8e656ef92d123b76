package io.bidlake.ingest;

import io.bidlake.model.KafkaSettings;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.settings.Settings;
import io.bidlake.tables.TableDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The ingest without an engine: each thread polls its partitions, decodes and flattens with the
 * code of the ingest job, and writes with Iceberg's stock writers. The difference to this is the
 * cost of an engine. There is no exactly-once guarantee: every start reads from the beginning.
 */
public final class BareLoop {

  private final IngestSettings settings;
  private final int threads;
  private final Duration commitInterval;

  private BareLoop(IngestSettings settings, int threads, Duration commitInterval) {
    this.settings = settings;
    this.threads = threads;
    this.commitInterval = commitInterval;
  }

  public static void main(String[] args) throws Exception {
    Settings source = Settings.of(List.of(args), System.getenv());
    IngestSettings settings = IngestSettings.read(source);
    int threads = (int) source.wholeNumber("parallelism", 2, 1, 64, "Threads");
    Duration interval =
        source.duration("commit-interval", Duration.ofSeconds(10), "How often each thread commits");
    source.check();
    new BareLoop(settings, threads, interval).run();
  }

  private void run() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (Lake lake = new Lake(settings.catalog());
        Commits commits = new Commits()) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        running.add(executor.submit(reader(thread, lake, commits)));
      }
      for (Future<?> reader : running) {
        reader.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a thread of the loop has failed", e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  private PartitionReader reader(int thread, Lake lake, Commits commits) {
    KafkaSettings kafka = settings.kafka().kafka();
    Map<String, TableWriter> writers = new HashMap<>();
    Map<String, RecordRows<?, ?>> topics = new HashMap<>();
    for (Flow<?, ?> flow : Flow.all(settings.enrichments())) {
      for (TableDefinition<?> table : flow.tables()) {
        writers.put(table.name(), new TableWriter(lake.open(table), thread, commits));
      }
      topics.put(
          kafka.nameOf(flow.topic()),
          new RecordRows<>(flow, settings.formats().registry(), lake::rows, writers));
    }
    return new PartitionReader(kafka, thread, threads, commitInterval, topics, writers.values());
  }
}
