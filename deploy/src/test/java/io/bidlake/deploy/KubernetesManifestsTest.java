package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KubernetesManifestsTest {

  /** Kinds of kustomize and of the Prometheus operator, which have no classes here. */
  private static final List<String> OTHERS =
      List.of(
          "kustomize.config.k8s.io/v1beta1/Kustomization",
          "kustomize.config.k8s.io/v1alpha1/Component",
          "monitoring.coreos.com/v1/PodMonitor",
          "monitoring.coreos.com/v1/PrometheusRule");

  static Stream<Path> files() {
    return Project.files(Manifests.FOLDER, ".yaml").stream()
        .filter(file -> !file.endsWith("names.yaml"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void hasOnlyFieldsThatItsKindHas(Path file) {
    for (JsonNode manifest : Manifests.in(file)) {
      if (!OTHERS.contains(Manifests.kind(manifest))) {
        assertThat(Manifests.isKnown(manifest)).as(Manifests.kind(manifest)).isTrue();
        assertThatCode(() -> Manifests.parse(manifest)).doesNotThrowAnyException();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRefusedWithAFieldThatItsKindDoesNotHave(Path file) {
    for (JsonNode manifest : Manifests.in(file)) {
      if (Manifests.isKnown(manifest)) {
        ObjectNode wrong = manifest.deepCopy();
        wrong.withObjectProperty("metadata").put("nmae", "x");
        assertThatThrownBy(() -> Manifests.parse(wrong))
            .isInstanceOf(JsonProcessingException.class);
      }
    }
  }

  @Test
  void readsTheStrictestPlaceOfAllStrictly() {
    ObjectNode job =
        Manifests.in(Project.path(Manifests.FOLDER + "/base/ingest.yaml")).get(0).deepCopy();
    job.withObjectProperty("spec").withObjectProperty("job").put("parallelsim", 2);

    assertThatThrownBy(() -> Manifests.parse(job))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("parallelsim");
  }
}
