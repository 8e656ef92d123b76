package io.bidlake.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.testing.Foreign;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import io.bidlake.testing.JobGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceGraphTest {

  @TempDir Path warehouse;

  /** By these a savepoint finds its operators: one that is renamed loses its state. */
  @Test
  void givesEveryOperatorTheUidThatSavepointsKnow() throws Exception {
    assertThat(JobGraphs.uids(graph()))
        .containsExactlyInAnyOrder(
            "maintain-tables",
            "report-actions",
            "write-maintenance-log-committer",
            "write-maintenance-log-dummysink",
            "write-maintenance-log-writer");
  }

  @Test
  void spreadsTheWorkOverAllTasks() throws Exception {
    assertThat(parallelism("maintain-tables")).isEqualTo(4);
    assertThat(parallelism("report-actions")).isEqualTo(1);
  }

  @Test
  void needsNoMoreTasksForMoreTables() throws Exception {
    assertThat(JobGraphs.vertices(graph("--tables", "bid_requests")))
        .hasSameSizeAs(JobGraphs.vertices(graph()));
  }

  /** So that a pass needs no cluster. */
  @Test
  void leavesFlinksJobsOutOfTheCore() throws IOException {
    Path sources = Path.of("src/main/java/io/bidlake/maintenance");
    try (Stream<Path> all = Files.walk(sources)) {
      assertThat(
              all.filter(file -> file.toString().endsWith(".java"))
                  .filter(file -> !file.startsWith(sources.resolve("flink")))
                  .filter(file -> !file.endsWith("MaintenanceJob.java")))
          .hasSizeGreaterThan(40)
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file))
                      .doesNotContainPattern(
                          "org\\.apache\\.flink\\.(api|client|configuration|metrics|streaming)\\."));
    }
  }

  @Test
  void refusesATableThatDoesNotExist() {
    assertThatThrownBy(() -> graph("--tables", "bid_requests,klicks"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage("tables must name tables of the lake, but there is no 'klicks'");
  }

  @Test
  void takesAForeignTableThatExists() throws Exception {
    new TestTable(warehouse, Foreign.TABLE);

    assertThat(graph("--tables", Foreign.TABLE.name())).isNotNull();
  }

  @Test
  void refusesACheckpointSettingThatCouldLoseRows() {
    Configuration flink = JobGraphs.flink().set(CheckpointingOptions.ENABLE_UNALIGNED, true);

    assertThatThrownBy(() -> build(flink))
        .hasMessageContaining("execution.checkpointing.unaligned.enabled must be false");
  }

  private int parallelism(String name) throws Exception {
    return JobGraphs.vertices(graph()).stream()
        .filter(vertex -> vertex.getName().contains(name))
        .findFirst()
        .map(JobVertex::getParallelism)
        .orElseThrow();
  }

  private StreamGraph graph(String... arguments) throws Exception {
    return build(JobGraphs.flink(), arguments);
  }

  private StreamGraph build(Configuration flink, String... arguments) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(4);
    MaintenanceJob.build(env, settings(arguments));
    return env.getStreamGraph();
  }

  private MaintenanceSettings settings(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--catalog.type", "hadoop", "--catalog.warehouse", "" + warehouse));
    return MaintenanceSettings.read(Settings.of(all, Map.of()));
  }
}
