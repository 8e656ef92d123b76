package io.bidlake.landing;

import io.bidlake.domain.reference.Reference;
import io.bidlake.landing.rules.RulesFormat;
import io.bidlake.landing.sink.LandingSinks;
import io.bidlake.landing.table.Limits;
import io.bidlake.landing.table.TablesLocation;
import io.bidlake.landing.topics.TopicRecord;
import io.bidlake.model.PossibleTimes;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.runtime.lake.SettingsCatalogLoader;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.flink.sink.IcebergSink;
import org.apache.iceberg.io.CloseableIterable;

/** Runs the landing job on records that end, and reads its tables. */
final class LandingRun {

  static final Limits NO_LIMITS = new Limits(1_000, 100_000, 100_000);

  private final Path folder;
  private final RegistrySettings registry;
  private Limits limits = NO_LIMITS;
  private String rules = "";
  private int parallelism = 1;
  private int restarts = 5;
  private String job = "";
  private Map<String, String> catalog;
  private Catalog lake;

  LandingRun(Path folder, RegistrySettings registry) {
    this.folder = folder;
    this.registry = registry;
    this.catalog = Map.of("type", "hadoop", "warehouse", folder.resolve("warehouse").toString());
  }

  /** Uses another catalog. */
  LandingRun in(Map<String, String> properties) {
    catalog = properties;
    return this;
  }

  /** Uses the id of an earlier job, as jobs in application mode with high availability do. */
  LandingRun asJob(JobID id) {
    job = id.toString();
    return this;
  }

  LandingRun with(Limits others) {
    limits = others;
    return this;
  }

  LandingRun withRules(String yaml) {
    rules = yaml;
    return this;
  }

  LandingRun withoutRestarts() {
    restarts = 0;
    return this;
  }

  LandingRun withParallelism(int tasks) {
    parallelism = tasks;
    return this;
  }

  CatalogSettings catalog() {
    return new CatalogSettings("db", catalog);
  }

  /** Returns a record with a value that was received at the same time as all others. */
  static TopicRecord record(String topic, long offset, byte[] value) {
    TopicRecord record = new TopicRecord();
    record.topic = topic;
    record.offset = offset;
    record.timestamp = 1_760_000_000_000L + offset;
    record.value = value;
    record.headerKeys = new String[0];
    record.headerValues = new byte[0][];
    return record;
  }

  static TopicRecord json(String topic, long offset, String value) {
    return record(topic, offset, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Lands records. */
  void land(List<TopicRecord> records) throws Exception {
    land(env -> env.fromData(Types.POJO(TopicRecord.class), records.toArray(TopicRecord[]::new)));
  }

  /** Lands batches; the job is restarted when it fails. */
  @SuppressWarnings("deprecation") // As the batches are.
  void land(RecordBatches batches) throws Exception {
    land(env -> env.addSource(batches, "batches", Types.POJO(TopicRecord.class)).uid("batches"));
  }

  private interface Records {
    DataStream<TopicRecord> in(StreamExecutionEnvironment env);
  }

  private void land(Records records) throws Exception {
    StreamExecutionEnvironment env = environment();
    RowSettings rows = rowSettings();
    try (Lake lake = new Lake(catalog())) {
      LandingTopology.Outputs outputs =
          new LandingTopology(rows, lake.rows(Tables.DEAD_LETTERS)).connect(records.in(env));
      LandingSinks.append(outputs.rows(), rows.tables(), "tables");
      LandingSinks.append(outputs.keptRows(), rows.tables(), "deduplicated-tables");
      // FlinkSink, which the job uses, can lose the last rows of records that end.
      IcebergSink.forRowData(outputs.deadLetters())
          .tableLoader(lake.loaderOf(Tables.DEAD_LETTERS))
          .distributionMode(DistributionMode.NONE)
          .uidSuffix("write-dead-letters")
          .append();
    }
    env.execute();
  }

  private RowSettings rowSettings() throws IOException {
    Path file = folder.resolve("rules.yaml");
    Files.writeString(file, rules);
    Settings settings =
        Settings.of(
            rules.isEmpty() ? List.of() : List.of("--landing.rules", file.toString()), Map.of());
    return new RowSettings(
        registry,
        new TablesLocation(catalog().properties(), "landing", limits),
        Reference.of(settings, "landing.rules", "Rules", new RulesFormat("secret")),
        PossibleTimes.DEFAULTS);
  }

  private StreamExecutionEnvironment environment() {
    Configuration flink =
        new Configuration()
            .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50))
            .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
            .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restarts)
            .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10))
            .set(PipelineOptions.OBJECT_REUSE, true);
    if (!job.isEmpty()) {
      flink.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, job);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setRuntimeMode(RuntimeExecutionMode.STREAMING);
    env.setParallelism(parallelism);
    return env;
  }

  /** Returns the rows of a table of a topic by offset. */
  List<Record> rows(String table) throws IOException {
    return read(TableIdentifier.of("landing", table), "kafka_offset");
  }

  /** Returns how many rows a table has, by its files. */
  long count(String table) {
    return Long.parseLong(table(table).currentSnapshot().summary().get("total-records"));
  }

  List<Record> deadLetters() throws IOException {
    return read(TableIdentifier.of("db", "dead_letters"), "offset");
  }

  Table table(String name) {
    return lake().loadTable(TableIdentifier.of("landing", name));
  }

  List<String> tables() {
    return lake().listTables(Namespace.of("landing")).stream()
        .map(TableIdentifier::name)
        .sorted()
        .toList();
  }

  private Catalog lake() {
    if (lake == null) {
      lake = new SettingsCatalogLoader(catalog().properties()).loadCatalog();
    }
    return lake;
  }

  private List<Record> read(TableIdentifier id, String order) throws IOException {
    List<Record> rows = new ArrayList<>();
    try (CloseableIterable<Record> read = IcebergGenerics.read(lake().loadTable(id)).build()) {
      read.forEach(rows::add);
    }
    rows.sort(Comparator.comparingLong(row -> (long) row.getField(order)));
    return rows;
  }
}
