package io.bidlake.auction;

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

class AuctionGraphTest {

  @TempDir Path warehouse;

  /** By these a savepoint finds its operators: one that is renamed loses its state. */
  @Test
  void givesEveryOperatorTheUidThatSavepointsKnow() throws Exception {
    assertThat(JobGraphs.uids(graph()))
        .containsExactlyInAnyOrder(
            "Sink Committer: publish-spend",
            "combine-daily-reach-by-campaign",
            "combine-hourly-bid-landscape",
            "combine-hourly-event-quality",
            "combine-hourly-funnel-leakage",
            "combine-hourly-reconciliation",
            "combine-reconciliation-gaps",
            "combine-serving-by-minute",
            "emit-daily-reach-by-campaign",
            "emit-hourly-bid-landscape",
            "emit-hourly-event-quality",
            "emit-hourly-funnel-leakage",
            "emit-hourly-reconciliation",
            "emit-reconciliation-gaps",
            "emit-serving-by-minute",
            "event-time-bid-requests",
            "event-time-bid-responses",
            "event-time-clicks",
            "event-time-impressions",
            "event-time-notices",
            "follow-auction",
            "hold-daily-reach-by-campaign",
            "hold-hourly-bid-landscape",
            "hold-hourly-event-quality",
            "hold-hourly-funnel-leakage",
            "hold-hourly-reconciliation",
            "hold-reconciliation-gaps",
            "hold-serving-by-minute",
            "publish-spend",
            "read-bid-requests",
            "read-bid-responses",
            "read-clicks",
            "read-impressions",
            "read-notices",
            "write-daily-reach-by-campaign-committer",
            "write-daily-reach-by-campaign-dummysink",
            "write-daily-reach-by-campaign-writer",
            "write-hourly-bid-landscape-committer",
            "write-hourly-bid-landscape-dummysink",
            "write-hourly-bid-landscape-writer",
            "write-hourly-event-quality-committer",
            "write-hourly-event-quality-dummysink",
            "write-hourly-event-quality-writer",
            "write-hourly-funnel-leakage-committer",
            "write-hourly-funnel-leakage-dummysink",
            "write-hourly-funnel-leakage-writer",
            "write-hourly-reconciliation-committer",
            "write-hourly-reconciliation-dummysink",
            "write-hourly-reconciliation-writer",
            "write-late-events-committer",
            "write-late-events-dummysink",
            "write-late-events-writer",
            "write-reconciliation-gaps-committer",
            "write-reconciliation-gaps-dummysink",
            "write-reconciliation-gaps-writer",
            "write-serving-by-minute-committer",
            "write-serving-by-minute-dummysink",
            "write-serving-by-minute-writer");
  }

  @Test
  void combinesInTheThreadThatFollows() throws Exception {
    assertThat(vertices())
        .filteredOn(vertex -> vertex.getName().contains("follow-auction"))
        .singleElement()
        .extracting(JobVertex::getName)
        .asString()
        .contains("combine-hourly-bid-landscape", "combine-reconciliation-gaps")
        .doesNotContain("emit-");
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
    assertThat(vertices().stream().filter(JobVertex::isInputVertex)).hasSize(5);
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
    AuctionJob.build(
        env,
        AuctionSettings.read(
            Settings.of(
                List.of(
                    "--catalog.type",
                    "hadoop",
                    "--catalog.warehouse",
                    warehouse.toString(),
                    "--spend.topic",
                    "spend"),
                Map.of())));
    return env.getStreamGraph();
  }
}
