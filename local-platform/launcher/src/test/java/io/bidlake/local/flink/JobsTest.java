package io.bidlake.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
  @TempDir private Path home;

  @BeforeEach
  void build() throws IOException {
    for (String module : Jobs.modules()) {
      Path target = Files.createDirectories(home.resolve(module).resolve("target"));
      Files.createFile(target.resolve(module + "-1-all.jar"));
    }
  }

  @Test
  void givesSettingsOfEventTimeToThoseJobsOnlyThatKnowIt() {
    List<Job> jobs = jobs(Map.of("EVENT_TIME_IDLE_AFTER", "7s"));

    assertThat(jobs)
        .extracting(Job::name)
        .containsExactly(
            "bidlake-ingest",
            "bidlake-aggregation",
            "bidlake-funnel",
            "bidlake-auction",
            "bidlake-landing");
    assertThat(jobs)
        .filteredOn(job -> job.arguments().contains("--event-time.idle-after"))
        .extracting(Job::name)
        .isEqualTo(Jobs.namesWithWindows());
  }

  @Test
  void waitsLessForSilentPartitionsThanTheJobsDoAlone() {
    Map<String, String> unset = Map.of("EVENT_TIME_IDLE_AFTER", "");

    assertThat(idleAfter("bidlake-aggregation", unset)).isEqualTo("10s");
    assertThat(idleAfter("bidlake-auction", unset)).as("rows about a minute").isEqualTo("5s");
    assertThat(Jobs.idleAfter(unset)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void waitsForSilentPartitionsAsLongAsTheUserSays() {
    Map<String, String> users = Map.of("EVENT_TIME_IDLE_AFTER", "2m");

    assertThat(idleAfter("bidlake-aggregation", users)).isEqualTo("2m");
    assertThat(idleAfter("bidlake-auction", users)).isEqualTo("2m");
    assertThat(Jobs.idleAfter(users)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void leavesItToTheJobToRefuseAMistake() {
    assertThat(idleAfter("bidlake-funnel", Map.of("EVENT_TIME_IDLE_AFTER", "soon")))
        .isEqualTo("soon");
  }

  private String idleAfter(String name, Map<String, String> environment) {
    List<String> arguments =
        jobs(environment).stream()
            .filter(job -> job.name().equals(name))
            .findFirst()
            .orElseThrow()
            .arguments();
    return arguments.get(arguments.indexOf("--event-time.idle-after") + 1);
  }

  @Test
  void givesTheDatabaseOfTheGeneratorToTheIngestJobUnlessTheUserHasAnother() throws IOException {
    assertThat(jobs(Map.of())).noneMatch(job -> job.arguments().contains("--geo.database"));
    Path folder = Files.createDirectories(home.resolve("state/data/geo"));
    Path database = Files.createFile(folder.resolve("demo.mmdb"));

    assertThat(jobs(Map.of()))
        .filteredOn(job -> job.arguments().contains("--geo.database"))
        .singleElement()
        .satisfies(job -> assertThat(job.name()).isEqualTo("bidlake-ingest"))
        .satisfies(job -> assertThat(job.arguments()).contains(database.toString()));
    assertThat(jobs(Map.of("GEO_DATABASE", "/own.mmdb")))
        .noneMatch(job -> job.arguments().contains("--geo.database"));
  }

  private List<Job> jobs(Map<String, String> environment) {
    PlatformConfig config =
        PlatformConfig.of(
            new Installation(home), new StateFolder(home.resolve("state")), Ports.defaults());
    return Jobs.all(config, config.addresses(), environment);
  }

  @Test
  void saysWhatEachJobReads() {
    assertThat(Jobs.inputs().keySet()).containsExactlyElementsOf(Jobs.names());
    assertThat(Jobs.inputs().get("bidlake-aggregation"))
        .isEqualTo(List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS));
    assertThat(Jobs.inputs().get("bidlake-landing")).isEqualTo(ExampleTopics.ALL);
  }

  @Test
  void waitsForNoExampleTopicThatTheLandingJobDoesNotRead() {
    assertThat(landed("events\\.conv.*")).isEqualTo(List.of(ExampleTopics.CONVERSIONS));
    assertThat(landed("consents")).isEmpty();
    assertThat(landed("(")).as("as the job refuses it").isEqualTo(ExampleTopics.ALL);
  }

  private static List<Topic<?>> landed(String pattern) {
    return Jobs.inputs(Map.of("LANDING_TOPICS", pattern)).get("bidlake-landing");
  }

  @Test
  void findsTheRulesOfTheLandingJobFromEveryWorkingDirectory() {
    assertThat(Jobs.landingArguments(Map.of("LANDING_RULES", " "))).isEmpty();
    assertThat(Jobs.landingArguments(Map.of("LANDING_RULES", "s3://lake/rules.yaml")))
        .containsExactly("--landing.rules", "s3://lake/rules.yaml");
    String file = Path.of("my rules.yaml").toAbsolutePath().toString();
    Map<String, String> relative = Map.of("LANDING_RULES", "my rules.yaml");
    assertThat(Jobs.landingArguments(relative)).containsExactly("--landing.rules", file);
    assertThat(jobs(relative))
        .filteredOn(job -> job.arguments().contains(file))
        .extracting(Job::name)
        .containsExactly("bidlake-landing");
  }

  @Test
  void givesTheLandingJobOnlyTheAddresses() {
    assertThat(jobs(Map.of()))
        .filteredOn(job -> job.name().equals("bidlake-landing"))
        .singleElement()
        .satisfies(
            job ->
                assertThat(job.arguments())
                    .contains("--kafka.bootstrap-servers", "--schema-registry.url")
                    .doesNotContain("--event-time.idle-after", "--geo.database"));
  }
}
