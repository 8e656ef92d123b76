package io.bidlake.funnel;

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

class FunnelGraphTest {

  @TempDir Path warehouse;

  /** By these a savepoint finds its operators: one that is renamed loses its state. */
  @Test
  void givesEveryOperatorTheUidThatSavepointsKnow() throws Exception {
    assertThat(JobGraphs.uids(graph()))
        .containsExactlyInAnyOrder(
            "combine-hourly-funnel-by-publisher",
            "correlate-funnel",
            "emit-hourly-funnel-by-publisher",
            "event-time-bid-requests",
            "event-time-bid-responses",
            "event-time-clicks",
            "event-time-impressions",
            "hold-hourly-funnel-by-publisher",
            "read-bid-requests",
            "read-bid-responses",
            "read-clicks",
            "read-impressions",
            "write-hourly-funnel-by-publisher-committer",
            "write-hourly-funnel-by-publisher-dummysink",
            "write-hourly-funnel-by-publisher-writer",
            "write-late-events-committer",
            "write-late-events-dummysink",
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
  void tellsTheTimeInTheThreadThatReads() throws Exception {
    assertThat(vertices())
        .filteredOn(JobVertex::isInputVertex)
        .extracting(JobVertex::getName)
        .allMatch(name -> name.matches("Source: read-(.*) -> event-time-\\1"));
  }

  @Test
  void readsEachTopicOnce() throws Exception {
    assertThat(vertices().stream().filter(JobVertex::isInputVertex)).hasSize(4);
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
    FunnelJob.build(
        env,
        FunnelSettings.read(
            Settings.of(
                List.of("--catalog.type", "hadoop", "--catalog.warehouse", warehouse.toString()),
                Map.of())));
    return env.getStreamGraph();
  }
}
