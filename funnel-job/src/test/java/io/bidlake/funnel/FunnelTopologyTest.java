package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.LateEvent.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real job graph between sources and sinks, on a cluster. */
class FunnelTopologyTest {

  private static final int REQUESTS = 600;
  private static final int MOST_PARALLELISM = 4;

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(MOST_PARALLELISM)
              .build());

  @TempDir Path savepoints;

  private final GeneratedTopics topics = GeneratedTopics.of(REQUESTS);

  @BeforeEach
  void clear() {
    CollectingSink.clear();
    topics.expectReads(0);
  }

  @ParameterizedTest
  @CsvSource({"1, hashmap", "3, hashmap", "1, rocksdb", "3, rocksdb"})
  void writesTheTableOfTheOracle(int parallelism, String backend) throws Exception {
    job(parallelism, backend, new Configuration(), RateLimiterStrategy.noOp()).execute();

    assertThatAllIsTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void goesOnFromASavepointWithMoreSubtasks(String backend, @InjectMiniCluster MiniCluster cluster)
      throws Exception {
    int firstPart = topics.smallest() / 2;
    topics.expectReads(firstPart);
    JobClient job =
        job(2, backend, new Configuration(), RateLimiterStrategy.perCheckpoint(firstPart))
            .executeAsync();
    topics.awaitReads();
    CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
    String savepoint =
        job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
    int changesBefore = CollectingSink.CHANGES.size();

    Configuration restored = new Configuration();
    restored.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    job(MOST_PARALLELISM, backend, restored, RateLimiterStrategy.noOp()).execute();

    assertThat(CollectingSink.CHANGES).hasSizeGreaterThan(changesBefore);
    assertThatAllIsTrue();
  }

  private void assertThatAllIsTrue() {
    FunnelOracle truth = new FunnelOracle(TestEvents.STAGES, topics.all());
    List<FunnelChange> changes = new ArrayList<>(CollectingSink.CHANGES);
    assertThat(ChangedTable.after(changes).rows()).isEqualTo(truth.rows());
    assertThat(changes).allMatch(change -> change.kind() == RowKind.INSERT);
    assertThat(CollectingSink.LATE).allMatch(late -> late.is(Reason.ORPHAN));
    assertThat(CollectingSink.LATE)
        .extracting(UncountedEvent::id)
        .containsExactlyInAnyOrderElementsOf(truth.orphans());
  }

  private StreamExecutionEnvironment job(
      int parallelism, String backend, Configuration flink, RateLimiterStrategy limit) {
    flink.set(StateBackendOptions.STATE_BACKEND, backend);
    flink.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(1));
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(parallelism);
    FunnelTopology.Outputs outputs =
        new FunnelTopology(TestEvents.STAGES, Duration.ofHours(1), TableRows::asDefined)
            .connect(
                topics
                    .read(Stages.REQUEST, env, limit)
                    .union(
                        topics.read(Stages.RESPONSE, env, limit),
                        topics.read(Stages.IMPRESSION, env, limit),
                        topics.read(Stages.CLICK, env, limit)));
    outputs
        .hourlyFunnelChanges()
        .sinkTo(new CollectingSink(CollectingSink.Into.CHANGES))
        .uid("changes");
    outputs.lateEvents().sinkTo(new CollectingSink(CollectingSink.Into.LATE)).uid("late");
    return env;
  }
}
