package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.local.flink.FlinkCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Flink in containers against Flink on the local platform. */
class FlinkConfigTest {
  private static final String LOCAL =
      "local-platform/launcher/src/main/resources/flink-config.yaml";

  /** What may differ: addresses, folders, sizes, metrics, and what the launcher passes itself. */
  private static final Set<String> DIFFERENCES =
      Set.of(
          "jobmanager.rpc.address",
          "jobmanager.rpc.port",
          "jobmanager.bind-host",
          "rest.address",
          "rest.bind-address",
          "rest.port",
          "taskmanager.host",
          "taskmanager.bind-host",
          "web.tmpdir",
          "web.upload.dir",
          "io.tmp.dirs",
          "blob.storage.directory",
          "blob.server.port",
          "execution.checkpointing.dir",
          "execution.checkpointing.savepoint-dir",
          "jobmanager.memory.process.size",
          "jobmanager.memory.jvm-metaspace.size",
          "taskmanager.memory.process.size",
          "taskmanager.memory.jvm-metaspace.size",
          "taskmanager.memory.jvm-overhead.min",
          "taskmanager.memory.jvm-overhead.max",
          "taskmanager.memory.managed.size",
          "taskmanager.memory.network.min",
          "taskmanager.memory.network.max",
          "metrics.reporters",
          "metrics.reporter.prom.factory.class",
          "metrics.reporter.prom.port",
          "s3.endpoint",
          "s3.path.style.access",
          "env.java.opts.all",
          "env.java.opts.jobmanager",
          "env.java.opts.taskmanager",
          "env.java.opts.client");

  private final Map<String, String> containers = flat("deploy/flink/config.yaml");

  @Test
  void agreesWithTheLocalPlatform() {
    Map<String, String> local = flat(LOCAL);
    local.keySet().removeAll(DIFFERENCES);
    Map<String, String> here = new TreeMap<>(containers);
    here.keySet().removeAll(DIFFERENCES);

    assertThat(here).isEqualTo(local);
  }

  @Test
  void opensWhatFlinkNeedsOfTheJdk() throws IOException {
    assertThat(List.of(containers.get("env.java.opts.all").split(" ", -1)))
        .isEqualTo(FlinkCluster.jdkOptions());
  }

  @Test
  void keepsSnapshotsInTheBucketThatIsCreated() {
    ComposeFile compose = ComposeFile.read();

    assertThat(containers)
        .containsEntry("execution.checkpointing.dir", "s3://flink/checkpoints")
        .containsEntry("execution.checkpointing.savepoint-dir", "s3://flink/savepoints")
        .containsEntry("s3.endpoint", "http://minio:9000");
    assertThat(compose.service("submit-ingest").environment())
        .containsEntry("SNAPSHOTS", "s3://flink")
        .containsEntry("S3_ENDPOINT", "http://minio:9000");
    assertThat(compose.service("minio-init").command().get(0))
        .contains("store/flink")
        .contains("store/warehouse");
  }

  private static Map<String, String> flat(String file) {
    Map<String, String> settings = new TreeMap<>();
    flatten("", Project.yaml(file), settings);
    return settings;
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> settings) {
    if (!node.isObject()) {
      settings.put(prefix, node.asText());
      return;
    }
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
    fields.forEach(
        field ->
            flatten(
                prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey(),
                field.getValue(),
                settings));
  }
}
