package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.runtime.lake.IcebergSinks;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job counts anew into another namespace, and its tables take the place of the others. */
@Timeout(120)
class ReplayTest {

  private static final int REQUESTS = 600;

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(3)
              .build());

  @TempDir Path warehouse;
  @TempDir Path savepoints;
  private MiniCluster cluster;

  private final GeneratedTopics topics = GeneratedTopics.of(REQUESTS);

  @Test
  void countsTheSameBesideTheLiveOneAndGoesOnInItsPlace(@InjectMiniCluster MiniCluster flink)
      throws Exception {
    cluster = flink;
    UnboundedTopic.hold(topics.byTopic());
    run("db", 2, "", 60);
    String replay = run("replay", 3, "", 70);

    Map<HourOfPublisher, FunnelCounts> live = rows("db");
    assertThat(live).isNotEmpty();
    assertThat(rows("replay")).containsAllEntriesOf(live);

    swap();
    run("db", 2, replay, 100);

    FunnelOracle truth = new FunnelOracle(TestEvents.STAGES, topics.all());
    assertThat(rows("db")).isEqualTo(truth.rows());
    assertThat(lateEvents())
        .containsExactlyInAnyOrderElementsOf(truth.orphans().stream().map(EventKey::id).toList());
  }

  /** Runs the job until it has read so far, and returns the savepoint with which it is stopped. */
  // As the source is.
  @SuppressWarnings("deprecation")
  private String run(String namespace, int parallelism, String from, int percent) throws Exception {
    Configuration flink =
        new Configuration()
            .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50))
            .set(PipelineOptions.OBJECT_REUSE, true);
    if (!from.isEmpty()) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(parallelism);
    DataStream<FunnelEvent> events =
        UnboundedTopic.read(percent).stream()
            .<DataStream<FunnelEvent>>map(
                topic -> env.addSource(topic, topic.name(), FunnelEvent.TYPE).uid(topic.name()))
            .reduce(DataStream::union)
            .orElseThrow();
    try (Lake lake = lake(namespace)) {
      FunnelTopology.Outputs outputs =
          new FunnelTopology(TestEvents.STAGES, Duration.ofHours(1), lake::rows).connect(events);
      IcebergSinks sinks = new IcebergSinks(lake);
      sinks.apply(outputs.hourlyFunnelChanges(), Tables.HOURLY_FUNNEL_BY_PUBLISHER);
      sinks.append(outputs.lateEvents(), Tables.LATE_EVENTS);
    }
    JobClient job = env.executeAsync();
    CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
    UnboundedTopic.awaitAllRead();
    return job.stopWithSavepoint(
            false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
  }

  private Lake lake(String namespace) {
    return new Lake(
        new CatalogSettings(namespace, Map.of("type", "hadoop", "warehouse", "" + warehouse)));
  }

  /** As a rename does: the tables keep their files where they are. */
  private void swap() throws IOException {
    Files.move(warehouse.resolve("db"), warehouse.resolve("db_before"));
    Files.createSymbolicLink(warehouse.resolve("db"), warehouse.resolve("replay"));
  }

  private Map<HourOfPublisher, FunnelCounts> rows(String namespace) throws IOException {
    Map<HourOfPublisher, FunnelCounts> rows = new HashMap<>();
    for (Record row : read(namespace, Tables.HOURLY_FUNNEL_BY_PUBLISHER)) {
      long hour = ((OffsetDateTime) row.getField("window_start")).toInstant().toEpochMilli();
      FunnelCounts counts =
          FunnelCounts.of(
              (Long) row.getField("bid_requests"),
              (Long) row.getField("bid_responses"),
              (Long) row.getField("impressions"),
              (Long) row.getField("clicks"));
      String publisher = (String) row.getField("publisher_id");
      assertThat(rows.put(new HourOfPublisher(hour, publisher), counts)).isNull();
    }
    return rows;
  }

  private List<String> lateEvents() throws IOException {
    return read("db", Tables.LATE_EVENTS).stream()
        .map(row -> (String) row.getField("event_id"))
        .toList();
  }

  private List<Record> read(String namespace, TableDefinition<?> table) throws IOException {
    List<Record> rows = new ArrayList<>();
    try (Lake lake = lake(namespace);
        CloseableIterable<Record> records =
            IcebergGenerics.read(lake.find(table.name()).orElseThrow()).build()) {
      records.forEach(rows::add);
    }
    return rows;
  }
}
