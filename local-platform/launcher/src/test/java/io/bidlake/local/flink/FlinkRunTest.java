package io.bidlake.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ProcessIdentity;
import io.bidlake.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkRunTest {
  @TempDir private Path home;
  private PlatformConfig config;

  @BeforeEach
  void build() throws IOException {
    config =
        PlatformConfig.of(
            new Installation(home), new StateFolder(home.resolve("state")), Ports.defaults());
    Path flink = Files.createDirectories(home.resolve("local-platform/flink/target"));
    Files.createDirectories(flink.resolve("lib"));
    Files.createFile(flink.resolve("local-flink-1.jar"));
    Path target = Files.createDirectories(home.resolve("maintenance-job/target"));
    Files.createFile(target.resolve("maintenance-job-1-all.jar"));
  }

  @Test
  void makesASinglePassInTheProcessOfTheClient() throws IOException {
    JavaCommand command = FlinkRun.maintenancePass(config, List.of("--dry-run"));

    List<String> arguments = command.arguments();
    int jar = arguments.indexOf(config.installation().shadedJar(Maintenance.MODULE).toString());
    assertThat(arguments.subList(0, jar)).containsExactly("run");
    assertThat(arguments.subList(jar + 1, arguments.size()))
        .isEqualTo(Maintenance.passArguments(config.addresses(), List.of("--dry-run")));
    assertThat(command.environment())
        .containsEntry("FLINK_CONF_DIR", config.state().conf("flink").toString());
  }

  /** Everybody sees the arguments of a process, and Flink's client logs them. */
  @Test
  void handsTheKeysOfTheLakeOverApartFromTheArguments() throws IOException {
    Job job = new Job("job", Path.of("job.jar"), config.addresses().asArguments());
    RestorePoint restorePoint = new RestorePoint(config.state().data("flink"), "job");

    assertThat(
            List.of(
                FlinkRun.detached(new FlinkCluster(config), job, restorePoint, "0a1b"),
                FlinkRun.maintenancePass(config, List.of())))
        .allSatisfy(
            command -> {
              assertThat(command.commandLine(new ProcessIdentity("it", home)))
                  .contains("--catalog.s3.endpoint")
                  .noneMatch(word -> word.contains(config.s3().secretKey()));
              assertThat(Settings.of(List.of(), command.environment()).family("catalog", ""))
                  .containsEntry("s3.access-key-id", config.s3().accessKey())
                  .containsEntry("s3.secret-access-key", config.s3().secretKey());
            });
  }

  @Test
  void leavesFlinksCommandLineToTheUserAndTellsJobsWhereTheServersAre() throws IOException {
    List<String> arguments = List.of("run", "-d", "job.jar", "--lake.namespace", "replay");

    JavaCommand command = FlinkRun.byHand(config, arguments);

    assertThat(command.arguments()).isEqualTo(arguments);
    Settings settings = Settings.of(List.of(), command.environment());
    assertThat(settings.text("kafka.bootstrap-servers", "", "")).isEqualTo("127.0.0.1:29092");
    assertThat(settings.text("schema-registry.url", "", ""))
        .isEqualTo("http://127.0.0.1:8082/apis/ccompat/v7");
    assertThat(settings.family("catalog", "")).isEqualTo(config.addresses().catalogProperties());
  }

  @Test
  void givesFlinkTheOptionsOfTheJob() throws IOException {
    RestorePoint restorePoint = new RestorePoint(config.state().data("flink"), "job");
    Files.createDirectories(restorePoint.savepoints());
    Files.createDirectories(restorePoint.checkpoints());
    Job job =
        new Job("job", Path.of("job.jar"), List.of())
            .withFlink(Map.of("state.backend.type", "rocksdb"));

    List<String> arguments =
        FlinkRun.detached(new FlinkCluster(config), job, restorePoint, "0a1b").arguments();

    assertThat(arguments.subList(0, arguments.indexOf("job.jar")))
        .contains("-Dstate.backend.type=rocksdb");
  }

  @Test
  void startsAnotherMainWithLibrariesThatOnlyTheClientHas() throws IOException {
    RestorePoint restorePoint = new RestorePoint(config.state().data("flink"), "job");
    Files.createDirectories(restorePoint.savepoints());
    Files.createDirectories(restorePoint.checkpoints());
    Job job =
        new Job("job", Path.of("job.jar"), List.of())
            .withClient(new Job.Client(Optional.of("a.Main"), Optional.of("planner.jar")));

    JavaCommand command = FlinkRun.detached(new FlinkCluster(config), job, restorePoint, "0a1b");

    assertThat(command.arguments()).containsSequence("-c", "a.Main", "job.jar");
    assertThat(command.target().get(1)).endsWith(File.pathSeparator + "planner.jar");
  }

  @Test
  void letsAJobGoOnFromItsNewestSnapshot() throws IOException {
    RestorePoint restorePoint = new RestorePoint(config.state().data("flink"), "job");
    Path snapshot = Files.createDirectories(restorePoint.savepoints().resolve("savepoint-1"));
    Files.createFile(snapshot.resolve("_metadata"));
    Files.createDirectories(restorePoint.checkpoints());
    Job job = new Job("job", Path.of("job.jar"), List.of("--key", "value")).withParallelism(3);

    assertThat(FlinkRun.detached(new FlinkCluster(config), job, restorePoint, "0a1b").arguments())
        .startsWith("run", "-d")
        .containsSubsequence("-s", "file://" + snapshot, "-cm", "claim")
        .endsWith("-p", "3", "job.jar", "--key", "value");
  }
}
