package io.bidlake.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import io.bidlake.testing.JobGraphs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingGraphTest {

  @TempDir Path warehouse;

  /** By these a savepoint finds its operators: one that is renamed loses its state. */
  @Test
  void givesEveryOperatorTheUidThatSavepointsKnow() throws Exception {
    assertThat(JobGraphs.uids(graph(new Configuration())))
        .containsExactlyInAnyOrder(
            "Sink Committer: write-deduplicated-tables--sink",
            "Sink Committer: write-tables--sink",
            "land-kept-records",
            "land-records",
            "leave-out-repeats",
            "read-topics",
            "route-records",
            "write-dead-letters-committer",
            "write-dead-letters-dummysink",
            "write-dead-letters-writer",
            "write-deduplicated-tables--forward-writer",
            "write-deduplicated-tables--generator",
            "write-deduplicated-tables--sink",
            "write-deduplicated-tables--sink: write-deduplicated-tables--pre-commit-topology",
            "write-deduplicated-tables--updater",
            "write-tables--forward-writer",
            "write-tables--generator",
            "write-tables--sink",
            "write-tables--sink: write-tables--pre-commit-topology",
            "write-tables--updater");
  }

  @Test
  void keepsRecordsInOneThreadFromTheSourceToTheWriter() throws Exception {
    List<JobVertex> sources =
        JobGraphs.vertices(graph(new Configuration())).stream()
            .filter(JobVertex::isInputVertex)
            .toList();

    assertThat(sources)
        .singleElement()
        .extracting(JobVertex::getName)
        .asString()
        .contains("read-topics", "route-records", "land-records", "write-tables");
  }

  @Test
  void refusesACheckpointSettingThatCouldLoseRows() {
    assertThatThrownBy(
            () -> graph(new Configuration().set(CheckpointingOptions.ENABLE_UNALIGNED, true)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("execution.checkpointing.unaligned.enabled must be false");
  }

  @Test
  void refusesANamespaceThatOtherJobsWrite() {
    Settings settings = Settings.of(List.of("--landing.namespace", "db"), Map.of());
    LandingSettings.read(settings);

    assertThatThrownBy(settings::check)
        .hasMessageContaining("landing.namespace must be another than lake.namespace, was db");
  }

  private StreamGraph graph(Configuration more) throws Exception {
    Configuration flink =
        new Configuration()
            .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
    flink.addAll(more);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    Settings settings =
        Settings.of(
            List.of("--catalog.type", "hadoop", "--catalog.warehouse", warehouse.toString()),
            Map.of());
    LandingJob.build(env, LandingSettings.read(settings));
    return env.getStreamGraph();
  }
}
