package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.settings.Settings;
import io.bidlake.testing.JobGraphs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregationGraphTest {

  @TempDir Path warehouse;

  /** By these a savepoint finds its operators: one that is renamed loses its state. */
  @Test
  void givesEveryOperatorTheUidThatSavepointsKnow() throws Exception {
    assertThat(JobGraphs.uids(graph()))
        .containsExactlyInAnyOrder(
            "attribute-impressions",
            "combine-hourly-impressions-by-geo",
            "combine-rolling-metrics-by-bidder",
            "emit-hourly-impressions-by-geo",
            "emit-rolling-metrics-by-bidder",
            "event-time-bid-requests",
            "event-time-impressions",
            "hold-hourly-impressions-by-geo",
            "hold-rolling-metrics-by-bidder",
            "read-bid-requests",
            "read-impressions",
            "write-hourly-impressions-by-geo-committer",
            "write-hourly-impressions-by-geo-dummysink",
            "write-hourly-impressions-by-geo-writer",
            "write-late-events-committer",
            "write-late-events-dummysink",
            "write-late-events-writer",
            "write-rolling-metrics-by-bidder-committer",
            "write-rolling-metrics-by-bidder-dummysink",
            "write-rolling-metrics-by-bidder-writer");
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
    assertThatThrownBy(
            () -> build(JobGraphs.flink().set(CheckpointingOptions.ENABLE_UNALIGNED, true)))
        .hasMessageContaining("execution.checkpointing.unaligned.enabled must be false");
  }

  private List<JobVertex> vertices() throws Exception {
    return JobGraphs.vertices(graph());
  }

  private StreamGraph graph() throws Exception {
    return build(JobGraphs.flink());
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
}
