package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.S3Settings;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.flink.Job;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.Maintenance;
import io.bidlake.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the services submit against what the local platform submits. */
class ComposeJobsTest {
  private static final ComposeFile COMPOSE = ComposeFile.read();
  private static final Addresses LOCAL = new Addresses(Ports.defaults(), S3Settings.defaults());

  @Test
  void areThoseOfTheLocalPlatform(@TempDir Path built) throws IOException {
    Map<String, String> expected = new TreeMap<>();
    local(built).forEach(job -> expected.put(job.name(), program(job).module()));

    Map<String, String> submitted = new TreeMap<>();
    for (ComposeService service : submitting()) {
      String jar = service.submission().get(1);
      submitted.put(
          service.submission().get(0), jar.replace("/opt/bidlake/", "").replace(".jar", ""));
    }
    assertThat(submitted).isEqualTo(expected);
  }

  @Test
  void acceptTheirSettings() {
    for (ComposeService service : submitting()) {
      String jar = service.submission().get(1);
      Programs program =
          List.of(Programs.values()).stream()
              .filter(it -> jar.endsWith("/" + it.module() + ".jar"))
              .findFirst()
              .orElseThrow();
      program.requireAccepted(arguments(service), service.environment());
    }
  }

  /** Addresses differ, and credentials are in the environment. */
  @Test
  void haveTheSettingsOfTheLocalPlatform(@TempDir Path built) throws IOException {
    for (Job job : local(built)) {
      Map<String, String> expected = settings(job.arguments());
      Map<String, String> actual = settings(arguments(submitting(job.name())));
      assertThat(actual.keySet())
          .as(job.name())
          .containsExactlyInAnyOrderElementsOf(
              expected.keySet().stream()
                  .filter(key -> !key.endsWith("-key-id") && !key.endsWith("-access-key"))
                  .toList());
      actual.forEach(
          (key, value) -> {
            if (!expected.get(key).contains("127.0.0.1")) {
              assertThat(value).as("%s of %s", key, job.name()).isEqualTo(expected.get(key));
            }
          });
    }
  }

  @Test
  void haveTheFlinkOptionsOfTheLocalPlatform(@TempDir Path built) throws IOException {
    for (Job job : local(built)) {
      String options =
          job.flink().entrySet().stream()
              .map(option -> "-D" + option.getKey() + "=" + option.getValue())
              .sorted()
              .collect(Collectors.joining(" "));
      assertThat(submitting(job.name()).environment().getOrDefault("FLINK_OPTIONS", ""))
          .as(job.name())
          .isEqualTo(options);
    }
  }

  @Test
  void giveTheLandingJobItsDefaults() {
    Map<String, String> given = submitting("bidlake-landing").environment();
    Map<String, String> defaults =
        Programs.LANDING.known().stream()
            .filter(setting -> setting.key().startsWith("landing."))
            .filter(setting -> given.containsKey(setting.environmentVariable()))
            .collect(Collectors.toMap(Setting::environmentVariable, Setting::defaultText));

    assertThat(defaults).containsKeys("LANDING_TOPICS", "LANDING_NAMESPACE", "LANDING_RULES");
    assertThat(given).containsAllEntriesOf(defaults);
  }

  @Test
  void readTheirCredentialsFromTheEnvironment() {
    for (String service : List.of("flink-jobmanager", "flink-taskmanager", "iceberg-rest")) {
      assertThat(COMPOSE.service(service).environment())
          .containsEntry("AWS_ACCESS_KEY_ID", S3Settings.defaults().accessKey())
          .containsEntry("AWS_SECRET_ACCESS_KEY", S3Settings.defaults().secretKey())
          .containsEntry("AWS_REGION", S3Settings.defaults().region());
    }
  }

  private static List<Job> local(Path built) throws IOException {
    List<String> modules = new ArrayList<>(Jobs.modules());
    modules.add(Maintenance.MODULE);
    for (String module : modules) {
      Path target = Files.createDirectories(built.resolve(module).resolve("target"));
      Files.createFile(target.resolve(module + "-1-all.jar"));
    }
    Installation installation = new Installation(built);
    PlatformConfig config =
        PlatformConfig.of(installation, new StateFolder(built.resolve("state")), Ports.defaults());
    List<Job> jobs = new ArrayList<>(Jobs.all(config, LOCAL, Map.of()));
    jobs.add(Maintenance.job(installation, LOCAL, Map.of()));
    return jobs;
  }

  private static Programs program(Job job) {
    return List.of(Programs.values()).stream()
        .filter(it -> job.jar().getFileName().toString().startsWith(it.module()))
        .findFirst()
        .orElseThrow();
  }

  private static List<ComposeService> submitting() {
    return COMPOSE.services().values().stream().filter(ComposeService::submits).toList();
  }

  private static ComposeService submitting(String job) {
    return submitting().stream()
        .filter(service -> service.submission().get(0).equals(job))
        .findFirst()
        .orElseThrow();
  }

  /** As deploy/flink/keep-running puts them together. */
  private static List<String> arguments(ComposeService service) {
    Map<String, String> environment = service.environment();
    String shared =
        environment.get("LAKE_ARGUMENTS") + " " + environment.getOrDefault("EVENT_ARGUMENTS", "");
    List<String> arguments = new ArrayList<>(List.of(shared.strip().split("\\s+", -1)));
    List<String> submission = service.submission();
    arguments.addAll(submission.subList(2, submission.size()));
    return arguments;
  }

  private static Map<String, String> settings(List<String> arguments) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String[] parts = arguments.get(i).split("=", 2);
      settings.put(parts[0], parts.length == 2 ? parts[1] : arguments.get(++i));
    }
    return settings;
  }
}
