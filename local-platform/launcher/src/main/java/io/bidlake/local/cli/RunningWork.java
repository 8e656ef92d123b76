package io.bidlake.local.cli;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.FlinkRest.StopOutcome;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.platform.ServiceStatus.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The generator and the jobs of a demo, of which none may fail. */
record RunningWork(LocalPlatform platform, PlatformConfig config) {
  private static final long POLL_MILLIS = 500;

  /** Starts the jobs with the generator and returns when the last event is sent. */
  void sendEvents(Map<String, String> generatorSettings) throws InterruptedException {
    platform.startWork(platform.jobs(), generatorSettings);
    State state = platform.state(ServiceName.MOCK_DATA_GEN);
    while (state == State.UP) {
      requireJobs();
      Thread.sleep(POLL_MILLIS);
      state = platform.state(ServiceName.MOCK_DATA_GEN);
    }
    if (state != State.DONE) {
      throw new PlatformException("the generator must end with its backfill done, was " + state);
    }
  }

  /** A job that has ended will never get there: better to say so than to wait. */
  void requireJobs() {
    for (RunningJob job : platform.runningJobs()) {
      // Not so a pass of maintenance that the user asked for.
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

  void stopJobs(List<String> names) {
    Map<String, Optional<StopOutcome>> outcomes = platform.stopJobs(names);
    for (String name : names) {
      Optional<StopOutcome> outcome = outcomes.get(name);
      if (outcome.filter(StopOutcome::succeeded).isEmpty()) {
        throw new PlatformException(
            "job %s must stop with a savepoint, was: %s"
                .formatted(name, outcome.map(StopOutcome::problem).orElse("not running")));
      }
    }
  }
}
