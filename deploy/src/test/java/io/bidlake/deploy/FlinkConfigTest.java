package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.flink.FlinkCluster;
import io.bidlake.testing.GeneratedDoc;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FlinkConfigTest {

  @Test
  void hasEachKeyOnce() {
    assertThat(FlinkConfiguration.joined(FlinkConfiguration.LOCAL)).isNotEmpty();
    assertThat(FlinkConfiguration.containers()).isNotEmpty();
  }

  @Test
  void isJoinedInTheImage() {
    assertThat(Project.text("deploy/Dockerfile"))
        .contains(
            "COPY " + String.join(" ", FlinkConfiguration.CONTAINERS) + " /opt/bidlake/flink/")
        .contains("cat /opt/bidlake/flink/*.yaml > conf/config.yaml");
  }

  @Test
  void isInTheManifestsOfKubernetes() {
    String settings =
        FlinkConfiguration.joined(FlinkConfiguration.OF_EVERY_CLUSTER).entrySet().stream()
            .map(setting -> "%s: \"%s\"\n".formatted(setting.getKey(), setting.getValue()))
            .collect(Collectors.joining());
    GeneratedDoc.hold(Project.path(Manifests.FOLDER + "/base/flink.yaml"), "flink", settings);
  }

  @Test
  void opensWhatFlinkNeedsOfTheJdk() throws IOException {
    String options = FlinkConfiguration.containers().get("env.java.opts.all");

    assertThat(List.of(options.split(" ", -1))).isEqualTo(FlinkCluster.jdkOptions());
  }

  @Test
  void keepsSnapshotsInAVolumeThatAllOfFlinkSees() {
    Map<String, String> containers = FlinkConfiguration.containers();
    ComposeFile compose = ComposeFile.read();
    String folder = compose.service("submit-ingest").environment().get("SNAPSHOTS");

    assertThat(containers)
        .containsEntry("execution.checkpointing.dir", "file://" + folder + "/checkpoints")
        .containsEntry("execution.checkpointing.savepoint-dir", "file://" + folder + "/savepoints");
    for (ComposeService service : compose.services().values()) {
      if (service.image().equals("bidlake/flink:0.1.0")) {
        assertThat(service.body().get("volumes").toString()).contains("flink-data:" + folder);
      }
    }
  }

  @Test
  void readsTheObjectStoreOfCompose() {
    assertThat(FlinkConfiguration.containers()).containsEntry("s3.endpoint", "http://s3:9000");
    assertThat(ComposeFile.read().service("s3-init").body().get("entrypoint").toString())
        .contains("/data/warehouse", "/data/flink");
  }
}
