package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunnelGraphTest {

  @TempDir Path warehouse;

  @Test
  void givesEveryOperatorItsOwnUid() throws Exception {
    Set<String> uids = new HashSet<>();
    for (StreamNode node : graph().getStreamNodes()) {
      assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
      assertThat(uids.add(node.getTransformationUID())).as(node.getTransformationUID()).isTrue();
    }
    assertThat(uids)
        .contains(
            "read-bid-requests",
            "read-bid-responses",
            "read-impressions",
            "read-clicks",
            "correlate-funnel",
            "combine-hourly-funnel-by-publisher",
            "emit-hourly-funnel-by-publisher",
            "write-hourly-funnel-by-publisher-writer",
            "write-hourly-funnel-by-publisher-committer",
            "write-late-events-writer");
  }

  @Test
  void combinesInTheThreadThatCorrelates() throws Exception {
    assertThat(vertices())
        .filteredOn(vertex -> vertex.getName().contains("correlate-funnel"))
        .singleElement()
        .extracting(JobVertex::getName)
        .asString()
        .contains("combine-hourly-funnel-by-publisher")
        .doesNotContain("emit-hourly-funnel-by-publisher");
  }

  @Test
  void readsEachTopicOnce() throws Exception {
    assertThat(vertices().stream().filter(JobVertex::isInputVertex)).hasSize(4);
  }

  @Test
  void refusesACheckpointSettingThatCouldLoseRows() {
    assertThatThrownBy(() -> build(flink().set(CheckpointingOptions.ENABLE_UNALIGNED, true)))
        .hasMessageContaining("execution.checkpointing.unaligned.enabled must be false");
  }

  private List<JobVertex> vertices() throws Exception {
    return StreamSupport.stream(graph().getJobGraph().getVertices().spliterator(), false).toList();
  }

  private StreamGraph graph() throws Exception {
    return build(flink());
  }

  private StreamGraph build(Configuration flink) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    FunnelJob.build(
        env,
        FunnelSettings.read(
            Settings.of(
                List.of("--catalog.type", "hadoop", "--catalog.warehouse", warehouse.toString()),
                Map.of())));
    return env.getStreamGraph();
  }

  /** Flink refuses a graph with an operator without uid itself when it may not make one up. */
  private static Configuration flink() {
    return new Configuration()
        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10))
        .set(PipelineOptions.AUTO_GENERATE_UIDS, false);
  }
}
