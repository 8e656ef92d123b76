package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages on clouds tell to paste is what the programs accept. */
class CloudSettingsTest {

  private static final List<Programs> JOBS =
      List.of(
          Programs.INGEST,
          Programs.AGGREGATION,
          Programs.FUNNEL,
          Programs.AUCTION,
          Programs.LANDING);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  static Stream<CloudPage> pages() {
    return CloudPage.all();
  }

  @Test
  void hasAPageForEachCloudOfTheOverlays() {
    assertThat(pages().map(CloudPage::name)).containsExactlyInAnyOrder("aws", "gcp");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void showsSettingsThatEveryProgramAccepts(CloudPage page) throws IOException {
    Path catalog = overlay(page, "catalog.properties");
    for (String block : page.blocks("properties")) {
      Path file = Files.writeString(folder.resolve("block.properties"), block);
      boolean aboutTheCatalog =
          CloudPage.properties(block).stringPropertyNames().stream()
              .allMatch(key -> key.startsWith("catalog."));
      List<Programs> readers = new ArrayList<>(JOBS);
      if (aboutTheCatalog) {
        readers.add(Programs.MAINTENANCE);
      }
      String files = aboutTheCatalog ? file.toString() : catalog + "," + file;
      for (Programs program : readers) {
        assertThatCode(() -> program.requireAccepted(List.of("--config", files), Map.of()))
            .as(program + " with%n" + block)
            .doesNotThrowAnyException();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void showsTheSettingsOfTheOverlay(CloudPage page) throws IOException {
    assertThat(page.blocks("properties"))
        .contains(
            Files.readString(overlay(page, "catalog.properties")),
            Files.readString(overlay(page, "events.properties")));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void showsRuntimePropertiesThatTheJobsAccept(CloudPage page) throws IOException {
    for (String block : page.blocks("json")) {
      for (JsonNode group :
          JSON.readTree(block).path("EnvironmentProperties").path("PropertyGroups")) {
        List<String> arguments = new ArrayList<>();
        group
            .path("PropertyMap")
            .properties()
            .forEach(it -> arguments.add("--" + it.getKey() + "=" + it.getValue().asText()));

        assertThat(group.path("PropertyGroupId").asText()).isEqualTo("bidlake");
        for (Programs program : JOBS) {
          assertThatCode(() -> program.requireAccepted(arguments, Map.of()))
              .doesNotThrowAnyException();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws", "gcp"})
  void buildsTheImageWithTheLibrariesOfTheCloud(String cloud) {
    assertThat(Project.text("docs/clouds/" + cloud + ".md"))
        .contains(
            "docker build -f deploy/Dockerfile --target " + cloud,
            "flink:" + Poms.property("version").replace("-SNAPSHOT", "") + " .");
    assertThat(Project.text("deploy/Dockerfile")).contains("FROM flink AS " + cloud);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void allowsNothingToEverybody(CloudPage page) throws JsonProcessingException {
    for (String block : page.blocks("json")) {
      for (JsonNode statement : JSON.readTree(block).path("Statement")) {
        assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
        assertThat(statement.path("Action").toString()).doesNotContain("\"*\"", ":*\"");
        assertThat(statement.path("Resource").toString())
            .contains("arn:aws:")
            .doesNotContain("\"*\"");
      }
    }
  }

  private static Path overlay(CloudPage page, String file) {
    return Project.path(Manifests.FOLDER + "/overlays/" + page.name() + "/" + file);
  }
}
