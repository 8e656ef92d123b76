package io.bidlake.ingest;

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

class IngestGraphTest {

  @TempDir Path warehouse;

  @Test
  void givesEveryOperatorItsOwnUid() throws Exception {
    StreamGraph graph = graph();

    Set<String> uids = new HashSet<>();
    for (StreamNode node : graph.getStreamNodes()) {
      assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
      assertThat(uids.add(node.getTransformationUID())).as(node.getTransformationUID()).isTrue();
    }
    assertThat(uids)
        .contains(
            "read-bid-requests",
            "decode-bid-requests",
            "write-bid-requests-writer",
            "write-bid-requests-enriched-committer",
            "write-dead-letters-writer");
  }

  @Test
  void keepsEventsInOneThreadFromTheSourceToTheWriters() throws Exception {
    List<JobVertex> sources =
        StreamSupport.stream(graph().getJobGraph().getVertices().spliterator(), false)
            .filter(JobVertex::isInputVertex)
            .toList();

    assertThat(sources).hasSize(4);
    assertThat(sources)
        .filteredOn(vertex -> vertex.getName().contains("read-bid-requests"))
        .singleElement()
        .extracting(JobVertex::getName)
        .asString()
        .contains("decode-bid-requests")
        .contains("write-bid-requests-IcebergStreamWriter")
        .contains("write-bid-requests-enriched-IcebergStreamWriter");
    assertThat(sources)
        .allSatisfy(vertex -> assertThat(vertex.getName()).contains("IcebergStreamWriter"));
  }

  @Test
  void refusesACheckpointSettingThatCouldLoseRows() {
    assertThatThrownBy(() -> build(flink().set(CheckpointingOptions.ENABLE_UNALIGNED, true)))
        .hasMessageContaining("execution.checkpointing.unaligned.enabled must be false");
  }

  private StreamGraph graph() throws Exception {
    return build(flink());
  }

  private StreamGraph build(Configuration flink) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    IngestJob.build(
        env,
        IngestSettings.read(
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
