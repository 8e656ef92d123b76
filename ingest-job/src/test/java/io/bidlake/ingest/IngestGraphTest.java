package io.bidlake.ingest;

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

class IngestGraphTest {

  @TempDir Path warehouse;

  /** By these a savepoint finds its operators: one that is renamed loses its state. */
  @Test
  void givesEveryOperatorTheUidThatSavepointsKnow() throws Exception {
    assertThat(JobGraphs.uids(graph()))
        .containsExactlyInAnyOrder(
            "decode-bid-requests",
            "decode-bid-responses",
            "decode-clicks",
            "decode-impressions",
            "decode-notices",
            "read-bid-requests",
            "read-bid-responses",
            "read-clicks",
            "read-impressions",
            "read-notices",
            "write-bid-requests-committer",
            "write-bid-requests-dummysink",
            "write-bid-requests-enriched-committer",
            "write-bid-requests-enriched-dummysink",
            "write-bid-requests-enriched-writer",
            "write-bid-requests-writer",
            "write-bid-responses-committer",
            "write-bid-responses-dummysink",
            "write-bid-responses-writer",
            "write-clicks-committer",
            "write-clicks-dummysink",
            "write-clicks-writer",
            "write-dead-letters-committer",
            "write-dead-letters-dummysink",
            "write-dead-letters-writer",
            "write-impressions-committer",
            "write-impressions-dummysink",
            "write-impressions-writer",
            "write-notices-committer",
            "write-notices-dummysink",
            "write-notices-writer");
  }

  @Test
  void keepsEventsInOneThreadFromTheSourceToTheWriters() throws Exception {
    List<JobVertex> sources =
        JobGraphs.vertices(graph()).stream().filter(JobVertex::isInputVertex).toList();

    assertThat(sources).hasSize(5);
    assertThat(sources)
        .filteredOn(vertex -> vertex.getName().contains("read-bid-requests"))
        .singleElement()
        .extracting(JobVertex::getName)
        .asString()
        .contains("decode-bid-requests")
        .contains("write-bid-requests")
        .contains("write-bid-requests-enriched");
    assertThat(sources).allSatisfy(vertex -> assertThat(vertex.getName()).contains("write-"));
  }

  @Test
  void refusesACheckpointSettingThatCouldLoseRows() {
    assertThatThrownBy(
            () -> build(JobGraphs.flink().set(CheckpointingOptions.ENABLE_UNALIGNED, true)))
        .hasMessageContaining("execution.checkpointing.unaligned.enabled must be false");
  }

  private StreamGraph graph() throws Exception {
    return build(JobGraphs.flink());
  }

  private StreamGraph build(Configuration flink) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    IngestSettings settings =
        IngestSettings.read(
            Settings.of(
                List.of("--catalog.type", "hadoop", "--catalog.warehouse", warehouse.toString()),
                Map.of()));
    IngestJob.build(env, settings, Flow::all);
    return env.getStreamGraph();
  }
}
