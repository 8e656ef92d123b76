package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The files in deploy/compose, which are given to Compose after docker-compose.yml. */
class ComposeOptionsTest {
  private static final Pattern REQUIRED = Pattern.compile("\\$\\{(\\w+):\\?[^}]+}");
  private static final Pattern SECRET = Pattern.compile("(\\w*(?:PASSWORD|SECRET_KEY|ACCESS_KEY))");

  @Test
  void requireEveryPassword() {
    List<String> required =
        REQUIRED
            .matcher(Project.text("deploy/compose/passwords.yml"))
            .results()
            .map(it -> it.group(1))
            .toList();

    assertThat(required)
        .containsExactlyInAnyOrderElementsOf(
            ComposeFile.variables().keySet().stream().filter(SECRET.asMatchPredicate()).toList());
  }

  @Test
  void replaceTheObjectStoreByMinIo() {
    JsonNode minio = Project.yaml("deploy/compose/minio.yml").get("services");

    assertThat(minio.fieldNames()).toIterable().containsExactly("s3-init", "s3");
    assertThat(ComposeFile.read().services()).containsKeys("s3-init", "s3");
    assertThat(minio.at("/s3/environment/MINIO_ROOT_PASSWORD").asText())
        .isEqualTo("${S3_SECRET_KEY:-password}");
  }
}
