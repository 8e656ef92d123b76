package io.bidlake.runtime.lake;

import io.bidlake.runtime.lake.CheckpointedBatches.Change;
import io.bidlake.tables.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** Runs jobs that write a table through the sinks, and reads the table. */
final class SinkRun {

  private final CatalogSettings catalog;
  private final Path checkpoints;
  private int parallelism = 1;
  private Sink appending = (changes, table, sinks, lake) -> sinks.append(changes, table);

  /** How a job writes the table. */
  interface Sink {
    void append(
        DataStream<RowData> changes, TableDefinition<Change> table, IcebergSinks sinks, Lake lake);
  }

  SinkRun(CatalogSettings catalog, Path checkpoints) {
    this.catalog = catalog;
    this.checkpoints = checkpoints;
  }

  SinkRun withParallelism(int tasks) {
    parallelism = tasks;
    return this;
  }

  SinkRun appendingBy(Sink sink) {
    appending = sink;
    return this;
  }

  CheckpointedBatches batches(TableDefinition<Change> table) throws IOException {
    try (Lake lake = new Lake(catalog)) {
      return new CheckpointedBatches(lake.rows(table), catalog);
    }
  }

  /** Runs a job that is restarted when it fails. */
  void toTheEnd(TableDefinition<Change> table, CheckpointedBatches batches) throws Exception {
    execute("fixed-delay", "", table, batches);
  }

  /** Runs a job that goes on from the checkpoint of another. */
  void from(String checkpoint, TableDefinition<Change> table, CheckpointedBatches batches)
      throws Exception {
    execute("none", checkpoint, table, batches);
  }

  /** A run that failed: why, and where another one can go on. */
  record Failed(Throwable why, String checkpoint) {

    /** An earlier checkpoint of the same run. */
    String checkpoint(String number) {
      return checkpoint.replaceFirst("chk-[0-9]+", "chk-" + number);
    }
  }

  /** Runs a job that is not restarted when it fails, as it must. */
  Failed untilItFails(String from, TableDefinition<Change> table, CheckpointedBatches batches)
      throws IOException {
    try {
      execute("none", from, table, batches);
    } catch (Exception e) {
      return new Failed(e, newest());
    }
    throw new AssertionError("the job ended");
  }

  // As the source is.
  @SuppressWarnings("deprecation")
  private void execute(
      String restart, String from, TableDefinition<Change> table, CheckpointedBatches batches)
      throws Exception {
    Configuration settings =
        new Configuration()
            .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50))
            .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString())
            .set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION)
            .set(RestartStrategyOptions.RESTART_STRATEGY, restart)
            .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5)
            .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    if (!from.isEmpty()) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(parallelism);
    try (Lake lake = new Lake(catalog)) {
      DataStream<RowData> changes =
          env.addSource(batches, "changes", lake.rows(table).typeInformation())
              .uid("changes")
              .filter(any -> true) // The source has one task, and the sink as many as this.
              .uid("all");
      IcebergSinks sinks = new IcebergSinks(lake);
      if (table == CheckpointedBatches.KEYED) {
        sinks.apply(changes, table);
      } else {
        appending.append(changes, table, sinks, lake);
      }
    }
    env.execute();
  }

  /** How often each row is in the table. */
  Map<String, Integer> rows(TableDefinition<?> definition) throws IOException {
    Map<String, Integer> rows = new TreeMap<>();
    try (Lake lake = new Lake(catalog);
        CloseableIterable<Record> records =
            IcebergGenerics.read(lake.find(definition.name()).orElseThrow()).build()) {
      for (Record record : records) {
        OffsetDateTime start = (OffsetDateTime) record.getField("window_start");
        String row =
            "%d %s %s"
                .formatted(
                    start.toEpochSecond() / 3600,
                    record.getField("device_geo_country"),
                    record.getField("impression_count"));
        rows.merge(row, 1, Integer::sum);
      }
    }
    return rows;
  }

  /** The data files of the table, each as often as it is named. */
  List<String> files(TableDefinition<?> definition) throws IOException {
    List<String> files = new ArrayList<>();
    try (Lake lake = new Lake(catalog)) {
      Table table = lake.find(definition.name()).orElseThrow();
      try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
        tasks.forEach(task -> files.add(task.file().location()));
      }
    }
    return files;
  }

  private String newest() throws IOException {
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(Path::getParent)
          .max(Comparator.comparing(SinkRun::number))
          .orElseThrow()
          .toUri()
          .toString();
    }
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
  }
}
