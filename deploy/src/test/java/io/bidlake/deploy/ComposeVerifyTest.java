package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.redrive.Redrive;
import io.bidlake.settings.Settings;
import io.bidlake.verify.VerifySettings;
import io.bidlake.verify.layout.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComposeVerifyTest {
  private static final ComposeFile COMPOSE = ComposeFile.read();
  private static final ComposeService VERIFY = COMPOSE.service("verify");

  @Test
  void looksAtWhatTheJobsReadAndWrite() {
    ComposeService job = COMPOSE.service("submit-ingest");

    for (String same : List.of("LAKE_ARGUMENTS", "EVENT_ARGUMENTS", "TOPIC_CLICKS", "AWS_REGION")) {
      assertThat(VERIFY.environment().get(same)).as(same).isEqualTo(job.environment().get(same));
    }
  }

  @Test
  void acceptsItsSettings() {
    List<String> arguments = new ArrayList<>();
    for (String group : List.of("LAKE_ARGUMENTS", "EVENT_ARGUMENTS")) {
      arguments.addAll(List.of(VERIFY.environment().get(group).split(" ", -1)));
    }
    arguments.addAll(List.of("--flink.url", VERIFY.environment().get("FLINK_URL")));

    Settings settings = Settings.of(arguments, VERIFY.environment());
    VerifySettings read = VerifySettings.read(settings, Scope.ALL);
    settings.check();

    assertThat(read.flinkUrl()).isEqualTo("http://flink-jobmanager:8081");
  }

  @Test
  void isGivenAllThatItsImageAsksFor() {
    assertThat(Project.text("deploy/Dockerfile"))
        .contains("$LAKE_ARGUMENTS $EVENT_ARGUMENTS --flink.url $FLINK_URL");
  }

  @Test
  void hasTheSameLakeAndKafkaAsRedriveInItsImage() {
    ComposeService redrive = COMPOSE.service("redrive");
    String command = redrive.body().get("entrypoint").toString();

    assertThat(redrive.image()).isEqualTo(VERIFY.image());
    assertThat(redrive.environment().get("LAKE_ARGUMENTS"))
        .isEqualTo(VERIFY.environment().get("LAKE_ARGUMENTS"));
    String kafka = "--kafka.bootstrap-servers kafka:9092";
    assertThat(VERIFY.environment().get("EVENT_ARGUMENTS")).contains(kafka);
    assertThat(command).contains(kafka, Redrive.class.getName());
  }

  @Test
  void hasTheSameLakeAndKafkaAsImportInItsImage() {
    ComposeService files = COMPOSE.service("import");
    String program = "io.bidlake.importer.Import";

    assertThat(files.image()).isEqualTo(VERIFY.image());
    for (String same : List.of("LAKE_ARGUMENTS", "EVENT_ARGUMENTS")) {
      assertThat(files.environment().get(same)).isEqualTo(VERIFY.environment().get(same));
    }
    assertThat(files.body().get("entrypoint").toString())
        .contains(
            "'/opt/bidlake/import/*' %s $$LAKE_ARGUMENTS $$EVENT_ARGUMENTS".formatted(program),
            "--progress /var/lib/bidlake-import/");
    assertThat(files.namedVolumes()).contains("import-progress");
    assertThat(
            Project.path(
                "local-platform/import/src/main/java/" + program.replace('.', '/') + ".java"))
        .exists();
    assertThat(Project.text("deploy/Dockerfile"))
        .contains(
            "/src/local-platform/import/target/lib/ /opt/bidlake/import/",
            "install -d -o nobody /var/lib/bidlake-import");
  }
}
