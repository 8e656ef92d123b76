package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KustomizeTest {

  static Stream<Path> kustomizations() {
    return Project.files(Manifests.FOLDER, "kustomization.yaml").stream();
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void namesFilesThatExist(Path kustomization) {
    assertThat(named(kustomization)).isNotEmpty().allSatisfy(it -> assertThat(it).exists());
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void usesEveryFileBesideIt(Path kustomization) {
    List<Path> beside =
        Project.files(Manifests.FOLDER, "").stream()
            .filter(file -> file.getParent().equals(kustomization.getParent()))
            .filter(file -> !file.equals(kustomization))
            .toList();

    assertThat(named(kustomization)).containsAll(beside);
  }

  @Test
  void hasAKustomizationInEveryFolderWithFiles() {
    assertThat(Project.files(Manifests.FOLDER, ""))
        .allSatisfy(file -> assertThat(file.resolveSibling("kustomization.yaml")).exists());
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void patchesWhatTheBaseHas(Path kustomization) {
    List<String> base =
        Project.files(Manifests.FOLDER + "/base", ".yaml").stream()
            .flatMap(file -> Manifests.in(file).stream())
            .map(KustomizeTest::identity)
            .toList();
    for (JsonNode patch : yaml(kustomization).path("patches")) {
      if (!patch.has("target")) {
        JsonNode manifest = yaml(kustomization.resolveSibling(patch.path("path").asText()));
        assertThat(base).contains(identity(manifest));
      }
    }
  }

  private static List<Path> named(Path kustomization) {
    JsonNode yaml = yaml(kustomization);
    List<Path> files = new ArrayList<>();
    for (String list : List.of("resources", "components", "configurations")) {
      yaml.path(list).forEach(it -> files.add(beside(kustomization, it)));
    }
    yaml.path("patches").forEach(it -> files.add(beside(kustomization, it.path("path"))));
    for (String generator : List.of("configMapGenerator", "secretGenerator")) {
      yaml.path(generator)
          .forEach(it -> it.path("files").forEach(file -> files.add(beside(kustomization, file))));
    }
    return files.stream()
        .map(it -> Files.isDirectory(it) ? it.resolve("kustomization.yaml") : it)
        .toList();
  }

  private static Path beside(Path kustomization, JsonNode name) {
    return kustomization.resolveSibling(name.asText()).normalize();
  }

  private static JsonNode yaml(Path file) {
    return Manifests.in(file).get(0);
  }

  private static String identity(JsonNode manifest) {
    return Manifests.kind(manifest) + " " + manifest.at("/metadata/name").asText();
  }
}
