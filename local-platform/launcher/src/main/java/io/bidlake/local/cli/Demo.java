package io.bidlake.local.cli;

import io.bidlake.local.LocalPlatform;
import io.bidlake.local.PlatformConfig;
import io.bidlake.local.PlatformException;
import io.bidlake.local.ServiceName;
import io.bidlake.local.ServiceState;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.flink.StopOutcome;
import io.bidlake.local.service.GeneratorService;
import io.bidlake.local.service.KafkaOffsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run from nothing to proven tables. */
record Demo(LocalPlatform platform, PlatformConfig config, Screen screen) {
  private static final String BACKFILL_HOURS = "BACKFILL_HOURS";
  private static final String GROUP = "bidlake-ingest";
  private static final long POLL_MILLIS = 500;
  private static final int LINE_EVERY = 10;

  int run() throws Exception {
    long begin = System.nanoTime();
    screen.line("1. Starting the platform");
    platform.start();
    screen.line("   Flink Web UI: " + config.addresses().flink());
    screen.line("2. Starting the jobs and sending events");
    ForwardedLog.during(
        config.state().log(ServiceName.MOCK_DATA_GEN.text()), screen, this::sendEvents);
    screen.line("3. Waiting until every event is ingested");
    awaitIngested();
    screen.line("4. Stopping the jobs, which commits what they hold");
    stopJobs();
    screen.line("5. The tables");
    LakeProgram.showTables(config, List.of()).run();
    screen.line("6. Proving the numbers: Kafka beside the lake, row by row");
    int verdict = LakeProgram.verify(config, List.of()).run();
    screen.line(
        "%s in %s".formatted(verdict == 0 ? "PASS" : "FAIL", ScreenProgress.seconds(begin)));
    return verdict;
  }

  private static Map<String, String> generatorSettings() {
    Map<String, String> settings = new HashMap<>();
    settings.put(GeneratorService.BACKFILL_ONLY, "true");
    if (System.getenv(BACKFILL_HOURS) == null) {
      settings.put(BACKFILL_HOURS, "2");
    }
    return settings;
  }

  /** Starts the jobs with the generator and returns when the last event is sent. */
  private Void sendEvents() throws InterruptedException {
    platform.startWork(generatorSettings());
    ServiceState state = platform.state(ServiceName.MOCK_DATA_GEN);
    while (state == ServiceState.UP) {
      requireJobs();
      Thread.sleep(POLL_MILLIS);
      state = platform.state(ServiceName.MOCK_DATA_GEN);
    }
    if (state != ServiceState.DONE) {
      throw new PlatformException("the generator must end with its backfill done, was " + state);
    }
    return null;
  }

  private void awaitIngested() throws InterruptedException {
    try (KafkaOffsets offsets = new KafkaOffsets(config.addresses().kafka())) {
      long all = offsets.written();
      for (int turn = 0; ; turn++) {
        long remaining = offsets.remaining(GROUP);
        String text = "   %,d of %,d records ingested".formatted(all - remaining, all);
        if (remaining == 0) {
          screen.area(List.of());
          screen.line(text);
          return;
        }
        screen.area(List.of(text));
        if (!screen.terminal() && turn % LINE_EVERY == 0) {
          screen.line(text);
        }
        requireJobs();
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  /** A job that has ended will never get there: better to say so than to wait. */
  private void requireJobs() {
    for (RunningJob job : platform.runningJobs()) {
      if (job.ended()) {
        throw new PlatformException(
            "job %s must be RUNNING, was %s; see %s"
                .formatted(
                    job.name(),
                    job.state(),
                    config.state().log(ServiceName.FLINK_JOBMANAGER.text())));
      }
    }
  }

  private void stopJobs() {
    for (String name : Jobs.names()) {
      Optional<StopOutcome> outcome = platform.stopJob(name);
      if (outcome.filter(StopOutcome::succeeded).isEmpty()) {
        throw new PlatformException(
            "job %s must stop with a savepoint, was: %s"
                .formatted(name, outcome.map(StopOutcome::problem).orElse("not running")));
      }
    }
  }
}
