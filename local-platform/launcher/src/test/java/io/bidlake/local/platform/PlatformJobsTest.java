package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.flink.FlinkCluster;
import io.bidlake.local.flink.FlinkJobs;
import io.bidlake.local.flink.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformJobsTest {
  private static final Job JOB = new Job("job", Path.of("job.jar"), List.of());

  @TempDir private Path temp;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private FakeFlink flink;
  private PlatformConfig config;
  private PublishedRun published;
  private PlatformJobs jobs;

  @BeforeEach
  void start() throws IOException {
    flink = new FakeFlink(temp);
    config = flink.config();
    flink.submissionsEndWith(0);
    published = new PublishedRun(config.state());
    jobs =
        new PlatformJobs(config, Progress.SILENT, new FlinkJobs(config, new FlinkCluster(config)));
  }

  @AfterEach
  void stop() {
    Parallel.end(executor);
    flink.close();
  }

  @Test
  void doesNotTakeSilenceOfTheJobManagerForTheAbsenceOfAJob() throws IOException {
    flink.fallSilent();

    assertThatThrownBy(() -> jobs.start(JOB))
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith("cannot start job: GET ");
    assertThat(flink.submitted()).isEmpty();
  }

  @Test
  void adoptsAJobThatAnEarlierSubmissionHasStartedAfterAll() throws IOException {
    flink.runs("job");

    assertThat(jobs.start(JOB).running()).isTrue();
    assertThat(flink.submitted()).isEmpty();
  }

  @Test
  void submitsUnderTheSameIdUntilFlinkHasTakenItOn() throws IOException {
    flink.submissionsEndWith(1);
    jobs.keep(List.of(JOB), executor);
    assertThat(published.problems().get("job")).contains("the client ends with 1");
    await().until(() -> flink.submitted().size() >= 2);

    flink.takesOn("job", "RUNNING");
    await().until(() -> published.problems().isEmpty());
    assertThat(flink.submitted()).containsOnly(flink.submitted().get(0));

    // The next one, after a JobManager that has forgotten it, is another run of the job.
    int before = flink.submitted().size();
    flink.forget();
    executor.execute(() -> jobs.startAgain(executor));
    await().until(() -> flink.submitted().size() > before);
    assertThat(flink.submitted().get(before)).isNotEqualTo(flink.submitted().get(0));
  }

  @Test
  void letsAJobBeThatCannotReadItsSnapshotUntilThatIsMovedAway() throws IOException {
    Path snapshot = snapshot("savepoint-1");
    flink.submissionsEndWith(1);
    flink.takesOn("job", "FAILED");
    flink.failsWith("It failed\\nCaused by: IllegalStateException: Unexpected magic number");

    jobs.keep(List.of(JOB), executor);

    assertThat(published.problems().get("job"))
        .startsWith("job job must be RUNNING, was FAILED: IllegalStateException: Unexpected magic")
        .contains(snapshot.toString());
    assertThat(flink.submitted()).hasSize(1);

    Files.move(snapshot, temp.resolve("away"));
    await().until(() -> flink.submitted().size() == 2);
    assertThat(flink.submitted().get(1)).isNotEqualTo(flink.submitted().get(0));
  }

  @Test
  void endsAJobWhoseTasksCannotReadTheirState() throws IOException {
    flink.takesOn("job", "RESTARTING");
    flink.failsWith(
        "Exception while creating StreamOperatorStateContext.\\nCaused by: FileNotFoundException: op-1");

    jobs.keep(List.of(JOB), executor);

    assertThat(published.problems().get("job")).contains("FileNotFoundException: op-1");
    assertThat(flink.cancelled()).isEqualTo(flink.submitted()).hasSize(1);
  }

  @Test
  void endsASubmissionBeforeTheNextOne() throws IOException {
    flink.submissionsHang();
    Thread first = new Thread(() -> jobs.keep(List.of(JOB), executor));
    first.start();
    await().until(() -> flink.submitted().size() == 1);
    List<ProcessHandle> clients = ProcessHandle.current().children().toList();

    flink.submissionsEndWith(0);
    executor.execute(() -> jobs.startAgain(executor));

    await().until(() -> flink.submitted().size() == 2);
    flink.takesOn("job", "RUNNING");
    assertThat(flink.submitted())
        .as("of the same id")
        .hasSize(2)
        .containsOnly(flink.submitted().get(0));
    assertThat(ProcessHandle.allProcesses().filter(clients::contains)).isEmpty();
    await().until(() -> !first.isAlive());
  }

  private Path snapshot(String name) throws IOException {
    Path savepoints = config.state().data("flink").resolve("savepoints/job");
    Path snapshot = Files.createDirectories(savepoints.resolve(name));
    Files.createFile(snapshot.resolve("_metadata"));
    return snapshot;
  }
}
