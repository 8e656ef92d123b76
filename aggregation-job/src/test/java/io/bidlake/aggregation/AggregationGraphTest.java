package io.bidlake.aggregation;

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

class AggregationGraphTest {

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
            "read-impressions",
            "attribute-impressions",
            "combine-hourly-impressions-by-geo",
            "emit-hourly-impressions-by-geo",
            "combine-rolling-metrics-by-bidder",
            "emit-rolling-metrics-by-bidder",
            "write-hourly-impressions-by-geo-writer",
            "write-rolling-metrics-by-bidder-committer",
            "write-late-events-writer");
  }

  @Test
  void readsOnlyTheTopicsThatItUses() throws Exception {
    assertThat(vertices()).filteredOn(JobVertex::isInputVertex).hasSize(2);
  }

  @Test
  void combinesContributionsInTheThreadThatMakesThem() throws Exception {
    assertThat(vertices())
        .filteredOn(vertex -> vertex.getName().contains("attribute-impressions"))
        .singleElement()
        .extracting(JobVertex::getName)
        .asString()
        .contains("combine-hourly-impressions-by-geo")
        .contains("combine-rolling-metrics-by-bidder")
        .doesNotContain("emit-");
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
    AggregationJob.build(
        env,
        AggregationSettings.read(
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
