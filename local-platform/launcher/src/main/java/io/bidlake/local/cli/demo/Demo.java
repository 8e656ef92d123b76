package io.bidlake.local.cli.demo;

import io.bidlake.local.cli.program.LakeProgram;
import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.cli.screen.ScreenProgress;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.FlinkRest.StopOutcome;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.platform.PublishedRun;
import io.bidlake.local.platform.ServiceStatus.State;
import io.bidlake.local.process.LogFollower;
import io.bidlake.local.service.GeneratorService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A demo run: starts a platform, sends events, and verifies the tables. */
public record Demo(LocalPlatform platform, PlatformConfig config, Screen screen) {
  private static final long POLL_MILLIS = 500;
  private static final String BACKFILL_HOURS = "BACKFILL_HOURS";

  public int run() throws Exception {
    long begin = System.nanoTime();
    screen.line("1. Starting the platform");
    platform.start();
    screen.line("   Flink Web UI: " + config.addresses().flink());
    screen.line("2. Starting the jobs and sending events");
    sendEvents(generatorSettings());
    screen.line("3. Waiting until every event is read and every window that can end has ended");
    new CompleteTables(platform, config, screen).await(this::requireJobs);
    screen.line("4. Stopping the jobs, which commits what they hold");
    platform.stopJobs(Jobs.names()).forEach(StopOutcome::requireSavepoint);
    screen.line("5. The tables");
    LakeProgram.showTables(config, List.of()).run();
    screen.line("6. Comparing Kafka with the lake, row by row");
    int verdict = LakeProgram.verify(config, List.of()).run();
    screen.line(
        "%s in %s".formatted(verdict == 0 ? "PASS" : "FAIL", ScreenProgress.seconds(begin)));
    return verdict;
  }

  /**
   * Starts the jobs and the generator, shows what the generator writes to its log, and returns when
   * the last event is sent.
   */
  private void sendEvents(Map<String, String> generatorSettings)
      throws IOException, InterruptedException {
    LogFollower log = LogFollower.fromEnd(config.state().log(ServiceName.MOCK_DATA_GEN.text()));
    platform.prepareGenerator();
    platform.startWork(platform.jobs(), generatorSettings);
    State state = platform.state(ServiceName.MOCK_DATA_GEN);
    while (state == State.UP) {
      requireJobs();
      show(log);
      Thread.sleep(POLL_MILLIS);
      state = platform.state(ServiceName.MOCK_DATA_GEN);
    }
    show(log);
    if (state != State.DONE) {
      throw new PlatformException("the generator must end with its backfill done, was " + state);
    }
  }

  private void show(LogFollower log) throws IOException {
    ByteArrayOutputStream added = new ByteArrayOutputStream();
    log.copyNew(added);
    added.toString(StandardCharsets.UTF_8).lines().forEach(line -> screen.line("   | " + line));
  }

  /** Fails when a job has ended, as it will never read all records. */
  private void requireJobs() {
    new PublishedRun(config.state())
        .problems()
        .forEach(
            (job, problem) -> {
              throw new PlatformException(problem);
            });
    for (RunningJob job : platform.runningJobs()) {
      // A maintenance pass that the user started may end.
      if (job.ended() && Jobs.names().contains(job.name())) {
        throw new PlatformException(
            "job %s must be RUNNING, was %s; see %s"
                .formatted(
                    job.name(),
                    job.state(),
                    config.state().log(ServiceName.FLINK_JOBMANAGER.text())));
      }
    }
  }

  private static Map<String, String> generatorSettings() {
    Map<String, String> settings = new HashMap<>();
    settings.put(GeneratorService.BACKFILL_ONLY, "true");
    if (System.getenv(BACKFILL_HOURS) == null) {
      settings.put(BACKFILL_HOURS, "2");
    }
    return settings;
  }
}
