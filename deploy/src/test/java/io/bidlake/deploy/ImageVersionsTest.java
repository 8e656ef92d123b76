package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ImageVersionsTest {
  private static final String DOCKERFILE = "deploy/Dockerfile";
  private static final Pattern FROM = Pattern.compile("(?m)^FROM (\\S+)");

  @Test
  void areThoseOfTheBuild() {
    assertThat(images().stream().map(image -> image.replaceFirst("@.*", "")))
        .contains(
            "flink:" + Poms.property("flink.version") + "-java17",
            "apache/kafka:" + Poms.property("kafka.version"));
    assertThat(ComposeFile.read().service("trino").image())
        .isEqualTo("trinodb/trino:" + Poms.property("trino.version"));
  }

  @Test
  void arePinned() {
    List<String> stages =
        Pattern.compile("(?m)^FROM \\S+ AS (\\S+)")
            .matcher(Project.text(DOCKERFILE))
            .results()
            .map(it -> it.group(1))
            .toList();
    assertThat(images()).allMatch(image -> stages.contains(image) || image.matches(".+:.*\\d.*"));
  }

  @Test
  void areTargetsOfTheDockerfile() {
    for (ComposeService service : ComposeFile.read().services().values()) {
      if (service.body().get("build") instanceof Map<?, ?> build) {
        assertThat(build.get("dockerfile")).isEqualTo(DOCKERFILE);
        assertThat(Project.text(DOCKERFILE)).contains(" AS " + build.get("target") + "\n");
        assertThat(service.image()).startsWith("bidlake/" + build.get("target") + ":");
      }
    }
  }

  @Test
  void areBuiltFromModulesThatExist() {
    Matcher modules = Pattern.compile("-pl (\\S+)").matcher(Project.text(DOCKERFILE));
    assertThat(modules.find()).isTrue();

    assertThat(List.of(modules.group(1).split(",", -1)))
        .allSatisfy(module -> assertThat(Project.path(module).resolve("pom.xml")).exists());
  }

  /** The build in an image sees the sources: what it needs must not be ignored. */
  @Test
  void areBuiltFromFilesThatDockerSees() {
    List<String> ignored = Project.text(".dockerignore").lines().toList();

    assertThat(ignored)
        .contains("**/target", "deploy/*", "!deploy/pom.xml", "!deploy/flink", "!deploy/kafka");
    assertThat(ignored).doesNotContain("schemas", "local-platform", "pom.xml", ".mvn");
  }

  /** Versions stand in the root pom, which the build in the image reads. */
  @Test
  void ofExtraLibrariesAreTheBuilds() {
    String text = Project.text(DOCKERFILE);
    Matcher properties = Pattern.compile("\\$\\(version (\\S+)\\)").matcher(text);

    assertThat(properties.results().map(it -> Poms.property(it.group(1)))).hasSize(2);
  }

  private static List<String> images() {
    return FROM.matcher(Project.text(DOCKERFILE)).results().map(it -> it.group(1)).toList();
  }
}
