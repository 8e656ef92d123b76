package io.bidlake.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.testing.Foreign;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import io.bidlake.testing.JobGraphs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            "check-tables",
            "commit-groups",
            "log-rows",
            "plan-passes",
            "report-actions",
            "rewrite-groups",
            "run-actions",
            "write-maintenance-log-committer",
            "write-maintenance-log-dummysink",
            "write-maintenance-log-writer");
  }

  @Test
  void spreadsTheWorkOnFilesAndPlansAndCommitsInOneTask() throws Exception {
    assertThat(parallelism("rewrite-groups")).isEqualTo(4);
    assertThat(parallelism("run-actions")).isEqualTo(4);
    assertThat(parallelism("plan-passes")).isEqualTo(1);
    assertThat(parallelism("commit-groups")).isEqualTo(1);
  }

  @Test
  void needsNoMoreTasksForMoreTables() throws Exception {
    assertThat(JobGraphs.vertices(graph("--tables", "bid_requests")))
        .hasSameSizeAs(JobGraphs.vertices(graph()));
  }

  @Test
  void writesNothingInADryRun() throws Exception {
    assertThat(JobGraphs.uids(graph("--dry-run"))).noneMatch(uid -> uid.startsWith("write-"));
    assertThat(warehouse).isEmptyDirectory();
  }

  @Test
  void doesNotCallAPassLikeTheJobThatGoesOn() {
    assertThat(MaintenanceJob.name(settings())).isEqualTo("bidlake-maintenance");
    assertThat(MaintenanceJob.name(settings("--once"))).isEqualTo("bidlake-maintenance-pass");
    assertThat(MaintenanceJob.name(settings("--dry-run"))).isEqualTo("bidlake-maintenance-pass");
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
