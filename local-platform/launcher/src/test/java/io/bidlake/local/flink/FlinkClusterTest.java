package io.bidlake.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.config.TaskManagerMemory;
import io.bidlake.local.flink.FlinkCluster.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkClusterTest {
  @TempDir private Path temp;

  @Test
  void writesFlinksConfigurationForThisRun() throws IOException {
    StateFolder state = new StateFolder(temp.resolve("state"));
    PlatformConfig config =
        PlatformConfig.of(
                new Installation(temp), state, new Ports(Map.of(PortSetting.FLINK, 18_081)))
            .withTaskManagerMemory(new TaskManagerMemory("4g", "512m"));

    new FlinkCluster(config).writeConfiguration(16_123);

    assertThat(Files.readString(state.conf("flink").resolve("config.yaml")))
        .doesNotContain("${")
        .contains("port: 16123", "port: 18081", "process.size: 4g", "managed.size: 512m")
        .contains("dir: file://" + state.data("flink").resolve("checkpoints"))
        .contains("unaligned.enabled: false")
        .contains("externalized-checkpoint-retention: RETAIN_ON_CANCELLATION");
    assertThat(state.scratch("flink").resolve("blobs")).isDirectory();
    assertThat(state.conf("flink").resolve("log4j2-terminal.properties"))
        .as("what programs of the user's terminal log")
        .isNotEmptyFile();
  }

  @Test
  void waitsForATaskManagerAtABreakpointButForNoOther() {
    Ports ports = Ports.free();

    assertThat(parameters(ports)).noneMatch(it -> it.startsWith("heartbeat.timeout"));
    assertThat(taskManager(ports).answers()).isFalse();
    assertThat(parameters(ports.withDebugger("5005"))).contains("heartbeat.timeout=1d");
    assertThat(taskManager(ports.withDebugger("5005")).answers()).isTrue();
  }

  /** It would ask a JobManager that was killed for a day, and never register with the next one. */
  @Test
  void letsOnlyTheJobManagerAskWithSuchPatience() {
    Ports debugged = Ports.free().withDebugger("5005");

    assertThat(parameters(debugged)).contains("pekko.ask.timeout=1d");
    assertThat(parameters(debugged, PortSetting.TASKMANAGER_METRICS))
        .contains("heartbeat.timeout=1d")
        .noneMatch(it -> it.startsWith("pekko.ask.timeout"));
  }

  private List<String> parameters(Ports ports) {
    return parameters(ports, PortSetting.JOBMANAGER_METRICS);
  }

  private List<String> parameters(Ports ports, PortSetting metrics) {
    return new FlinkCluster(config(ports)).arguments(new Memory(List.of(), List.of()), metrics);
  }

  private FlinkServices.TaskManager taskManager(Ports ports) {
    PlatformConfig config = config(ports);
    return new FlinkServices.TaskManager(config, new FlinkCluster(config));
  }

  private PlatformConfig config(Ports ports) {
    return PlatformConfig.of(new Installation(temp), new StateFolder(temp.resolve("state")), ports);
  }
}
