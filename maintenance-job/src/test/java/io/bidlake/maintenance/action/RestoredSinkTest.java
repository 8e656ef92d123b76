package io.bidlake.maintenance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.action.TableAction.Run;
import io.bidlake.maintenance.action.orphans.RemoveOrphanFiles;
import io.bidlake.maintenance.action.orphans.RemoveOrphanFiles.OrphanSettings;
import io.bidlake.maintenance.action.snapshots.ExpireSettings;
import io.bidlake.maintenance.action.snapshots.ExpireSnapshots;
import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.sink.FlinkSink;
import org.apache.iceberg.flink.sink.dynamic.DynamicIcebergSink;
import org.apache.iceberg.flink.sink.dynamic.DynamicRecord;
import org.apache.iceberg.flink.sink.dynamic.DynamicRecordGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real sink that is stopped, and restored when all but its snapshot is expired. */
@Timeout(60)
class RestoredSinkTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  @TempDir Path warehouse;
  @TempDir Path savepoints;
  private MiniCluster flink;
  private Kind sink;
  private TestTable hours;
  private Table table;

  @BeforeEach
  void createTable(@InjectMiniCluster MiniCluster running) {
    flink = running;
    EmittedHours.EMITTED.drainPermits();
    hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    table = hours.table();
    hours.append(List.of(Hours.row(200, "DEU", 1)));
    Ages.pass(table, Duration.ofDays(30));
  }

  @ParameterizedTest
  @EnumSource
  void doublesNoRow(Kind kind) throws Exception {
    sink = kind;
    String savepoint = runUntilSavepoint(new EmittedHours(0, 10), "");
    letAMonthPass();

    assertThat(expire(Set.of()).detail()).contains("kept back to");
    new RemoveOrphanFiles(new OrphanSettings(Duration.ofDays(3)), Ages.in(Duration.ofDays(300)))
        .run(table, Run.REAL);
    runUntilSavepoint(new EmittedHours(10, 11), savepoint);

    assertThat(hours.rows()).hasSize(13).allSatisfy((row, count) -> assertThat(count).isOne());
  }

  @ParameterizedTest
  @EnumSource
  void couldNotBeRestoredWithoutItsSnapshot(Kind kind) throws Exception {
    sink = kind;
    String savepoint = runUntilSavepoint(new EmittedHours(0, 10), "");
    String job = table().currentSnapshot().summary().get("flink.job-id");
    letAMonthPass();

    assertThat(expire(Set.of(job)).detail()).doesNotContain("kept back");

    // It takes its files for uncommitted, and looks for the manifest that it removed afterwards.
    assertThatThrownBy(
            () -> start(new EmittedHours(10, 11), savepoint).getJobExecutionResult().get())
        .hasStackTraceContaining("NotFoundException")
        .hasStackTraceContaining(job);
  }

  private Effect expire(Set<String> abandoned) {
    return new ExpireSnapshots(
            new ExpireSettings(Duration.ofMillis(1), 1, Duration.ofDays(7), abandoned))
        .run(table, Run.REAL);
  }

  private void letAMonthPass() {
    Ages.pass(table(), Duration.ofDays(30));
    hours.append(List.of(Hours.row(100, "DEU", 1)));
  }

  private Table table() {
    return hours.table();
  }

  private String runUntilSavepoint(EmittedHours source, String restored) throws Exception {
    JobClient job = start(source, restored);
    EmittedHours.EMITTED.acquire();
    CommonTestUtils.waitForAllTaskRunning(flink, job.getJobID(), false);
    return job.stopWithSavepoint(
            false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
  }

  // As the source is.
  @SuppressWarnings("deprecation")
  private JobClient start(EmittedHours source, String restored) throws Exception {
    Configuration settings =
        new Configuration()
            .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1))
            .set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    if (!restored.isEmpty()) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, restored);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(1);
    DataStream<RowData> rows =
        env.addSource(source, "hours", InternalTypeInfo.of(FlinkSchemaUtil.convert(table.schema())))
            .uid("hours");
    switch (sink) {
      case OF_ONE_TABLE ->
          FlinkSink.forRowData(rows)
              .tableLoader(hours.loader())
              .uidPrefix("write-hours")
              .distributionMode(DistributionMode.NONE)
              .append();
      case OF_ANY_TABLE ->
          DynamicIcebergSink.forInput(rows)
              .generator(new ToHours(table.schema(), table.spec()))
              .catalogLoader(
                  CatalogLoader.hadoop(
                      "lake",
                      new org.apache.hadoop.conf.Configuration(false),
                      Map.of("warehouse", warehouse.toString())))
              .uidPrefix("write-hours")
              .append();
    }
    return env.executeAsync();
  }

  /** The sinks with which jobs write. */
  private enum Kind {
    OF_ONE_TABLE,
    OF_ANY_TABLE
  }

  private record ToHours(Schema schema, PartitionSpec spec)
      implements DynamicRecordGenerator<RowData> {

    @Override
    public void generate(RowData row, Collector<DynamicRecord> records) {
      TableIdentifier id =
          TableIdentifier.of(Tables.NAMESPACE, Tables.HOURLY_IMPRESSIONS_BY_GEO.name());
      records.collect(new DynamicRecord(id, "main", schema, row, spec, DistributionMode.NONE, 1));
    }
  }
}
