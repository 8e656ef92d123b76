package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ImageVersionsTest {
  private static final List<String> BUILT_WITH_MAVEN =
      List.of(
          "deploy/flink/Dockerfile",
          "deploy/generator/Dockerfile",
          "deploy/kafka/Dockerfile",
          "deploy/verify/Dockerfile");
  private static final Pattern FROM = Pattern.compile("(?m)^FROM (\\S+)");

  @Test
  void areThoseOfTheBuild() {
    assertThat(images("deploy/flink/Dockerfile"))
        .contains("flink:" + Poms.property("flink.version") + "-java17");
    assertThat(images("deploy/kafka/Dockerfile"))
        .contains("apache/kafka:" + Poms.property("kafka.version"));
    assertThat(ComposeFile.read().service("trino").image())
        .isEqualTo("trinodb/trino:" + Poms.property("trino.version"));
  }

  @Test
  void arePinned() {
    for (Path file : Project.files("deploy", "Dockerfile")) {
      String text = Project.text(file);
      List<String> stages =
          Pattern.compile("(?m)^FROM \\S+ AS (\\S+)")
              .matcher(text)
              .results()
              .map(it -> it.group(1))
              .toList();
      assertThat(FROM.matcher(text).results().map(it -> it.group(1)))
          .as(file.toString())
          .allMatch(image -> stages.contains(image) || image.matches(".+:.*\\d.*"));
    }
  }

  /** The submitting services use the same client of S3 that creates the buckets. */
  @Test
  void areTheSameForTheSameProgram() {
    assertThat(images("deploy/flink/Dockerfile"))
        .contains(ComposeFile.read().service("minio-init").image());
  }

  /** Else it would not be built once for all of them. */
  @Test
  void beginWithTheSameStage() {
    assertThat(BUILT_WITH_MAVEN.stream().map(ImageVersionsTest::buildStage).distinct()).hasSize(1);
  }

  @Test
  void areBuiltFromModulesThatExist() {
    Matcher modules = Pattern.compile("-pl (\\S+)").matcher(Project.text(BUILT_WITH_MAVEN.get(0)));
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
    String text = Project.text("deploy/flink/Dockerfile");
    Matcher properties = Pattern.compile("\\$\\(version (\\S+)\\)").matcher(text);

    assertThat(properties.results().map(it -> Poms.property(it.group(1)))).hasSize(2);
  }

  private static List<String> images(String dockerfile) {
    return FROM.matcher(Project.text(dockerfile)).results().map(it -> it.group(1)).toList();
  }

  private static String buildStage(String dockerfile) {
    String text = Project.text(dockerfile);
    int begin = text.indexOf("# The same stage as in the other images' files");
    int end = text.indexOf("\nFROM ", text.indexOf("\nFROM ", begin) + 1);
    return text.substring(begin, end).strip();
  }
}
