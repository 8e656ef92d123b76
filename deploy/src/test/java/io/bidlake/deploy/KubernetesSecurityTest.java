package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.local.config.S3Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The standard "restricted" of Kubernetes, which the namespace enforces. */
class KubernetesSecurityTest {
  private static final String BASE = Manifests.FOLDER + "/base/";

  static Stream<JsonNode> pods() {
    return Stream.of(
        Project.yaml(BASE + "flink.yaml").at("/spec/podTemplate/spec"),
        Project.yaml(BASE + "maintenance-pass.yaml").at("/spec/jobTemplate/spec/template/spec"));
  }

  @Test
  void isEnforced() {
    assertThat(Project.yaml(BASE + "namespace.yaml").at("/metadata/labels").properties())
        .anyMatch(
            label ->
                label.getKey().equals("pod-security.kubernetes.io/enforce")
                    && label.getValue().asText().equals("restricted"));
  }

  @ParameterizedTest
  @MethodSource("pods")
  void isMetByEveryPod(JsonNode pod) {
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pod.path("containers"))
        .isNotEmpty()
        .allSatisfy(
            container -> {
              JsonNode security = container.path("securityContext");
              assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
            });
    assertThat(pod.path("volumes"))
        .allMatch(
            volume -> volume.has("configMap") || volume.has("secret") || volume.has("emptyDir"));
  }

  /** Other processes, and crash reports, show the environment of a process. */
  @ParameterizedTest
  @MethodSource("pods")
  void keepsSecretsInFiles(JsonNode pod) {
    JsonNode container = pod.at("/containers/0");
    String folder = "/etc/bidlake-secrets";

    assertThat(container.has("envFrom")).isFalse();
    assertThat(container.path("env")).noneMatch(variable -> variable.has("valueFrom"));
    assertThat(values(container))
        .containsEntry("BIDLAKE_SECRETS", folder)
        .containsEntry("AWS_SHARED_CREDENTIALS_FILE", folder + "/aws-credentials")
        .containsEntry("AWS_CREDENTIAL_PROFILES_FILE", folder + "/aws-credentials");
    assertThat(container.path("volumeMounts"))
        .anyMatch(
            mount ->
                mount.path("name").asText().equals("secrets")
                    && mount.path("mountPath").asText().equals(folder));
  }

  @Test
  void givesTheLocalOverlayTheCredentialsOfCompose() {
    S3Settings s3 = S3Settings.defaults();

    assertThat(Project.text(Manifests.FOLDER + "/overlays/local/aws-credentials"))
        .isEqualTo(
            "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
                .formatted(s3.accessKey(), s3.secretKey()));
  }

  @Test
  void letsOnlyKnownPodsConnect() {
    List<JsonNode> policies = Manifests.in(Project.path(BASE + "network-policy.yaml"));

    assertThat(policies)
        .hasSize(2)
        .allSatisfy(
            policy -> assertThat(policy.at("/spec/policyTypes/0").asText()).isEqualTo("Ingress"));
    assertThat(policies.get(0).at("/spec/ingress/2/ports/0/port").asText())
        .isEqualTo(
            Project.yaml(BASE + "flink.yaml")
                .at("/spec/flinkConfiguration/metrics.reporter.prom.port")
                .asText());
  }

  private static Map<String, String> values(JsonNode container) {
    return PrometheusFiles.list(container.path("env")).stream()
        .collect(
            Collectors.toMap(
                variable -> variable.path("name").asText(),
                variable -> variable.path("value").asText()));
  }
}
