package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs deploy/flink/keep-running with programs in place of Flink that answer as it does. Each run
 * ends when the JobManager has no more answers, as if it had forgotten the job.
 */
@EnabledOnOs(OS.LINUX) // It is for the image.
class FlinkKeepRunningTest {
  private static final String FORGOTTEN = "{\"jobs\":[]}";
  private static final String CHECKPOINT = "checkpoints/bidlake-funnel/0a1b2c4d/chk-";

  @TempDir private Path folder;

  @BeforeEach
  void installPrograms() throws IOException {
    program(
        "curl", "sed -n '1p;1q' answers | grep . || echo '" + FORGOTTEN + "'; sed -i 1d answers");
    program(
        "flink",
        "printf '%s\\n' \"$@\" > submitted; echo >> submissions; sed -n '1p;1q' refusals | grep -q .",
        "refused=$?; sed -i 1d refusals; exit $((1 - refused))");
    program("sleep", "echo $1 >> slept; [ $(wc -l < slept) != 4 ] || sh later");
    program("flock", "exit 0");
    Files.createDirectory(folder.resolve("turn"));
    jobManagerAnswers();
    Files.writeString(folder.resolve("refusals"), "");
    Files.writeString(folder.resolve("later"), "");
  }

  @Test
  void submitsANewJobWithAFolderOfItsOwn() throws Exception {
    run();

    assertThat(submitted())
        .containsExactly(
            "run",
            "-d",
            "-Dpipeline.name=bidlake-funnel",
            "-Dexecution.checkpointing.dir=file://"
                + folder
                + "/snapshots/checkpoints/bidlake-funnel",
            "-Dexecution.checkpointing.interval=5s",
            "funnel-job.jar",
            "--catalog.type",
            "rest",
            "--schema-registry.url",
            "http://registry",
            "--event-time.idle-after=10s");
  }

  @Test
  void goesOnFromTheNewestCheckpoint() throws Exception {
    snapshot("2026-11-22T07:14:24.733Z", CHECKPOINT + "9/_metadata");
    snapshot("2026-11-22T07:14:04Z", CHECKPOINT + "7/_metadata");

    run();

    assertThat(submitted())
        .containsSequence("-s", uri(CHECKPOINT + "9"), "-cm", "claim", "funnel-job.jar");
  }

  @Test
  void goesOnFromTheSavepointOfAnOrderlyStop() throws Exception {
    snapshot("2026-11-22T07:14:20Z", "checkpoints/bidlake-funnel/0a1b2c4d/shared/");
    snapshot("2026-11-22T07:14:26.1Z", "savepoints/savepoint-0a1b2c-70/_metadata");
    snapshot("2026-11-22T07:14:27Z", "checkpoints/bidlake-ingest/0b1b2c4d/shared/");
    snapshot("2026-11-22T07:14:28Z", "savepoints/savepoint-0b1b2c-71/_metadata");

    run();

    assertThat(submitted()).containsSequence("-s", uri("savepoints/savepoint-0a1b2c-70"));
  }

  /** Where docs/replay.md has it put. */
  @Test
  void goesOnFromTheSavepointOfAnotherJobInItsOwnFolder() throws Exception {
    snapshot("2026-11-22T07:14:20Z", CHECKPOINT + "9/_metadata");
    snapshot("2026-11-22T07:14:26Z", "savepoints/bidlake-funnel/savepoint-0a1b2c-70/_metadata");
    snapshot("2026-11-22T07:14:27Z", "savepoints/bidlake-funnel/savepoint-77777c-80/_metadata");
    snapshot("2026-11-22T07:14:28Z", "checkpoints/bidlake-funnel-replay/77777c4d/shared/");
    snapshot("2026-11-22T07:14:29Z", "savepoints/bidlake-ingest/savepoint-0b1b2c-71/_metadata");

    run();

    assertThat(submitted())
        .containsSequence("-s", uri("savepoints/bidlake-funnel/savepoint-77777c-80"));
  }

  @Test
  void passesOverWhatIsIncompleteOrOfOtherJobs() throws Exception {
    snapshot("2026-11-22T07:14:24.733Z", CHECKPOINT + "9/_metadata");
    snapshot("2026-11-22T07:14:34Z", CHECKPOINT + "10/5793cd2d");
    snapshot("2026-11-22T07:14:35Z", "checkpoints/bidlake-ingest/0a1c/chk-11/_metadata");

    run();

    assertThat(submitted()).containsSequence("-s", uri(CHECKPOINT + "9"));
  }

  /** Without its snapshot the job would write rows again. */
  @Test
  void submitsNothingWhileItCannotReadTheSnapshots() throws Exception {
    Files.writeString(folder.resolve("snapshots"), "not a folder");

    assertThat(run()).isNotZero();
    assertThat(folder.resolve("submitted")).doesNotExist();
  }

  @Test
  void leavesAJobAloneThatRuns() throws Exception {
    jobManagerAnswers(job("RUNNING"), job("RUNNING"), job("RESTARTING"), job("RUNNING"));

    assertThat(run()).as("ends, to be started again, when the job is forgotten").isEqualTo(1);
    assertThat(folder.resolve("submitted")).doesNotExist();
  }

  @Test
  void submitsAJobThatWasStoppedBeforeItsOwnStart() throws Exception {
    jobManagerAnswers(job("FINISHED"), job("FINISHED"));

    run();

    assertThat(submitted()).contains("funnel-job.jar");
  }

  @Test
  void doesNotStartWhatSomebodyHasCancelled() throws Exception {
    jobManagerAnswers(job("RUNNING"), job("RUNNING"), job("CANCELED"), job("CANCELED"));

    run();

    assertThat(folder.resolve("submitted")).doesNotExist();
  }

  /** Each try costs the JobManager memory, and once that is used up all jobs end with it. */
  @Test
  void submitsAJobOnceThatCannotGoOnUntilItsSnapshotIsMovedAway() throws Exception {
    snapshot("2026-11-22T07:14:04Z", CHECKPOINT + "7/_metadata");
    snapshot("2026-11-22T07:14:24Z", CHECKPOINT + "9/_metadata");
    later("rm -r snapshots/" + CHECKPOINT + "9");
    flinkRefuses(1);
    jobManagerAnswers(FORGOTTEN, FORGOTTEN, job("FAILED"));

    run();

    assertThat(submissions()).isEqualTo(2);
    assertThat(submitted()).containsSequence("-s", uri(CHECKPOINT + "7"));
    assertThat(Files.readString(folder.resolve("output")))
        .contains("FAILED, from " + folder.resolve("snapshots/" + CHECKPOINT + "9"));
    assertThat(Files.readAllLines(folder.resolve("slept"))).startsWith("5", "10", "20", "40");
  }

  @Test
  void doesNotSubmitAJobAgainThatHasFailedWithoutANewerSnapshot() throws Exception {
    snapshot("2026-11-22T07:14:24Z", CHECKPOINT + "9/_metadata");
    later("mkdir snapshots/" + CHECKPOINT + "10 && touch snapshots/" + CHECKPOINT + "10/_metadata");
    jobManagerAnswers(FORGOTTEN, FORGOTTEN, job("RUNNING"), job("FAILED"));

    run();

    assertThat(submissions()).isEqualTo(2);
    assertThat(submitted()).containsSequence("-s", uri(CHECKPOINT + "10"));
  }

  @Test
  void submitsAgainWhatFlinkHasNotTaken() throws Exception {
    flinkRefuses(3);

    run();

    assertThat(submissions()).isEqualTo(4);
  }

  @Test
  void adoptsAJobThatFlinkHasTakenThoughTheClientFailed() throws Exception {
    flinkRefuses(1);
    jobManagerAnswers(FORGOTTEN, FORGOTTEN, job("INITIALIZING"), job("RUNNING"), job("RUNNING"));

    run();

    assertThat(submissions()).isEqualTo(1);
  }

  private int run() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Project.path("deploy/flink/keep-running").toAbsolutePath().toString(),
                "bidlake-funnel",
                "funnel-job.jar",
                "--event-time.idle-after=10s")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                folder + ":" + System.getenv("PATH"),
                "TMPDIR",
                folder.toString(),
                "FLINK_HOME",
                folder.toString(),
                "JOB_MANAGER_RPC_ADDRESS",
                "jobmanager",
                "SNAPSHOTS",
                folder.resolve("snapshots").toString(),
                "LAKE_ARGUMENTS",
                "--catalog.type rest",
                "EVENT_ARGUMENTS",
                "--schema-registry.url http://registry"));
    builder.environment().put("FLINK_OPTIONS", "-Dexecution.checkpointing.interval=5s");
    Process process = builder.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private List<String> submitted() throws IOException {
    return Files.readAllLines(folder.resolve("submitted"));
  }

  /** One answer after the other to those who ask for the jobs. */
  private void jobManagerAnswers(String... jobs) throws IOException {
    Files.write(folder.resolve("answers"), List.of(jobs));
  }

  /** A file below the folder of snapshots, or a folder. */
  private void snapshot(String modified, String path) throws IOException {
    Path file = folder.resolve("snapshots").resolve(path);
    if (path.endsWith("/")) {
      Files.createDirectories(file);
    } else {
      Files.createDirectories(file.getParent());
      Files.createFile(file);
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse(modified)));
    }
  }

  private String uri(String path) {
    return "file://" + folder.resolve("snapshots").resolve(path);
  }

  /** What happens during the fourth pause. */
  private void later(String command) throws IOException {
    Files.writeString(folder.resolve("later"), command);
  }

  private void flinkRefuses(int submissions) throws IOException {
    Files.writeString(folder.resolve("refusals"), "refused\n".repeat(submissions));
  }

  private int submissions() throws IOException {
    return Files.readAllLines(folder.resolve("submissions")).size();
  }

  private void program(String name, String... script) throws IOException {
    Path file = folder.resolve(name);
    String text = "#!/bin/bash\ncd '" + folder + "'\n" + String.join("\n", script) + "\n";
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static String job(String state) {
    return """
        {"jobs":[{"jid":"0a","name":"bidlake-ingest","start-time":1,"end-time":-1,"state":"RUNNING",\
        "tasks":{"total":7}},{"jid":"0b","name":"bidlake-funnel","start-time":2,"end-time":-1,\
        "duration":69959,"state":"%s","tasks":{"running":17,"total":17},"pending-operators":0}]}"""
        .formatted(state);
  }
}
