package io.bidlake.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.config.TaskManagerMemory;
import io.bidlake.local.flink.FlinkCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  @TempDir private Path temp;

  @Test
  void writesFlinksConfigurationForThisRun() throws IOException {
    StateFolder state = new StateFolder(temp.resolve("state"));
    PlatformConfig config =
        PlatformConfig.of(
                new Installation(temp), state, new Ports(Map.of(PortSetting.FLINK, 18_081)))
            .withTaskManagerMemory(new TaskManagerMemory("4g"));

    new FlinkCluster(config).writeConfiguration(16_123);

    assertThat(Files.readString(state.conf("flink").resolve("config.yaml")))
        .doesNotContain("${")
        .contains("port: 16123", "port: 18081", "process.size: 4g")
        .contains("dir: file://" + state.data("flink").resolve("checkpoints"))
        .contains("unaligned.enabled: false")
        .contains("externalized-checkpoint-retention: RETAIN_ON_CANCELLATION");
    assertThat(state.scratch("flink").resolve("blobs")).isDirectory();
    assertThat(state.conf("flink").resolve("log4j2-terminal.properties"))
        .as("what programs of the user's terminal log")
        .isNotEmptyFile();
  }

  @Test
  void rendersKafkasProperties() throws IOException {
    String text =
        new Template("kafka-server.properties")
            .render(Map.of("port", "29092", "controller.port", "4711", "folder", "/d $1"));

    assertThat(text)
        .contains("listeners=PLAINTEXT://127.0.0.1:29092,CONTROLLER://127.0.0.1:4711")
        .contains("log.dirs=/d $1");
  }

  @Test
  void refusesAPlaceholderThatNobodyFillsIn() {
    assertThatThrownBy(
            () ->
                new Template("kafka-server.properties")
                    .render(Map.of("port", "1", "controller.port", "2")))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("kafka-server.properties: ${folder} must be one of");
  }
}
