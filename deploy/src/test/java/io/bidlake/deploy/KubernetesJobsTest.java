package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.Maintenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesJobsTest {

  private static final String BASE = Manifests.FOLDER + "/base/";
  private static final JsonNode SHARED = Project.yaml(BASE + "flink.yaml").path("spec");
  private static final JsonNode PASS = Project.yaml(BASE + "maintenance-pass.yaml");

  @Test
  void deploysEveryJobUnderItsName() {
    Map<String, String> jars = new TreeMap<>();
    for (int i = 0; i < Jobs.names().size(); i++) {
      jars.put(Jobs.names().get(i), jar(Jobs.modules().get(i)));
    }
    jars.put(Maintenance.NAME, jar(Maintenance.MODULE));

    Map<String, String> deployed = new TreeMap<>();
    deployments().forEach(it -> deployed.put(name(it), it.at("/spec/job/jarURI").asText()));

    assertThat(deployed).isEqualTo(jars);
  }

  @Test
  void upgradesEveryJobFromASavepoint() {
    assertThat(deployments())
        .allSatisfy(
            it -> assertThat(it.at("/spec/job/upgradeMode").asText()).isEqualTo("savepoint"));
  }

  @Test
  void runsTheImageAndFlinkOfThisBuild() {
    String image = "bidlake/flink:" + Poms.property("version").replace("-SNAPSHOT", "");
    String flink = Poms.property("flink.version").replaceFirst("(\\d+)\\.(\\d+)\\..*", "v$1_$2");

    assertThat(SHARED.path("image").asText()).isEqualTo(image);
    assertThat(passContainer().path("image").asText()).isEqualTo(image);
    assertThat(SHARED.path("flinkVersion").asText()).isEqualTo(flink);
  }

  @ParameterizedTest
  @CsvSource({"local", "aws", "gcp"})
  void givesEveryJobSettingsThatItAccepts(String overlay) {
    for (JsonNode deployment : deployments()) {
      String module = deployment.at("/spec/job/jarURI").asText().replaceAll(".*/|\\.jar", "");
      List<String> arguments = texts(deployment.at("/spec/job/args"));
      assertThatCode(() -> program(module).requireAccepted(inOverlay(arguments, overlay), Map.of()))
          .as(module)
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @CsvSource({"local", "aws", "gcp"})
  void givesThePassOfMaintenanceSettingsThatItAccepts(String overlay) {
    List<String> command = texts(passContainer().path("args"));
    int jar = command.indexOf("/opt/bidlake/maintenance-job.jar");

    assertThat(command.subList(0, jar)).containsExactly("flink", "run");
    assertThat(command.subList(jar + 1, command.size())).contains("--once");
    assertThatCode(
            () ->
                Programs.MAINTENANCE.requireAccepted(
                    inOverlay(command.subList(jar + 1, command.size()), overlay), Map.of()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"local,s3://", "aws,s3://", "gcp,gs://"})
  void keepsWhatARestartNeedsInTheStoreOfThePlace(String overlay, String scheme) {
    JsonNode flink =
        Project.yaml(Manifests.FOLDER + "/overlays/" + overlay + "/flink.yaml")
            .at("/spec/flinkConfiguration");

    assertThat(
            Stream.of(
                "execution.checkpointing.dir",
                "execution.checkpointing.savepoint-dir",
                "high-availability.storageDir"))
        .allSatisfy(key -> assertThat(flink.path(key).asText()).startsWith(scheme));
  }

  @Test
  void letsPrometheusScrapeThePortThatFlinkReportsAt() {
    String port = SHARED.at("/flinkConfiguration/metrics.reporter.prom.port").asText();

    assertThat(SHARED.at("/podTemplate/metadata/annotations").path("prometheus.io/port").asText())
        .isEqualTo(port);
    assertThat(SHARED.at("/podTemplate/spec/containers/0/ports/0/containerPort").asText())
        .isEqualTo(port);
  }

  private static List<JsonNode> deployments() {
    return Stream.of("ingest", "aggregation", "funnel", "auction", "landing", "maintenance")
        .map(name -> Project.yaml(BASE + name + ".yaml"))
        .toList();
  }

  private static String name(JsonNode manifest) {
    return manifest.at("/metadata/name").asText();
  }

  private static String jar(String module) {
    return "local:///opt/bidlake/" + module + ".jar";
  }

  private static Programs program(String module) {
    return Stream.of(Programs.values())
        .filter(program -> program.module().equals(module))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode passContainer() {
    return PASS.at("/spec/jobTemplate/spec/template/spec/containers/0");
  }

  /** The arguments with the files of an overlay in the place of those in the pod. */
  private static List<String> inOverlay(List<String> arguments, String overlay) {
    Path folder = Project.path(Manifests.FOLDER + "/overlays/" + overlay);
    return arguments.stream().map(it -> it.replace("/etc/bidlake", folder.toString())).toList();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(it -> texts.add(it.asText()));
    return texts;
  }
}
