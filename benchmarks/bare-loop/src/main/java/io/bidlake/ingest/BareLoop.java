package io.bidlake.ingest;

import io.bidlake.model.TableDefinition;
import io.bidlake.model.Tables;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.KafkaSettings;
import io.bidlake.runtime.Lake;
import io.bidlake.runtime.RowFlattener;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * The ingest without an engine: each thread polls its partitions, decodes and flattens with the
 * code of the ingest job, and writes with Iceberg's stock writers. What an engine adds to that is
 * its price. Nothing is exactly once here: the loop begins anew at every start.
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
    Settings source = Settings.of(List.of(args), Map.of());
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
    Map<String, TableWriter> writers =
        writtenTables().stream()
            .collect(
                Collectors.toMap(
                    TableDefinition::name,
                    table -> new TableWriter(lake.open(table), thread, commits)));
    KafkaSettings kafka = settings.kafka();
    return new PartitionReader(
        kafka, thread, threads, commitInterval, decoders(lake, kafka), writers);
  }

  private static List<TableDefinition> writtenTables() {
    return List.of(
        Tables.BID_REQUESTS,
        Tables.BID_REQUESTS_ENRICHED,
        Tables.BID_RESPONSES,
        Tables.IMPRESSIONS,
        Tables.CLICKS);
  }

  private Map<String, RecordRows<?>> decoders(Lake lake, KafkaSettings kafka) {
    return Map.of(
        kafka.nameOf(Topics.BID_REQUESTS),
        rows(
            Topics.BID_REQUESTS,
            new BidRequestRows(
                lake.rows(Tables.BID_REQUESTS),
                lake.rows(Tables.BID_REQUESTS_ENRICHED),
                settings.rates())),
        kafka.nameOf(Topics.BID_RESPONSES),
        rows(Topics.BID_RESPONSES, new BidResponseRows(lake.rows(Tables.BID_RESPONSES))),
        kafka.nameOf(Topics.IMPRESSIONS),
        rows(Topics.IMPRESSIONS, new FlatEventRows<>(lake.rows(Tables.IMPRESSIONS))),
        kafka.nameOf(Topics.CLICKS),
        rows(Topics.CLICKS, new FlatEventRows<>(lake.rows(Tables.CLICKS))));
  }

  private <T extends SpecificRecord> RecordRows<T> rows(Topic<T> topic, RowFlattener<T> flattener) {
    return new RecordRows<>(topic, settings.registry(), flattener);
  }
}
