package io.bidlake.local.chaos;

import io.bidlake.local.config.PlatformException;
import io.bidlake.local.flink.FlinkRest;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.platform.ServiceStatus;
import io.bidlake.local.platform.ServiceStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Determines when a platform has recovered: every service is up, and each job runs exactly once,
 * with all its tasks, and has completed a checkpoint that was triggered after the fault, so it
 * makes progress.
 *
 * @param services the current status of the services
 * @param jobs names of the jobs that have to run
 * @param stopping whether the run is being stopped, which ends the wait
 */
record Recovery(
    Supplier<List<ServiceStatus>> services,
    FlinkRest flink,
    List<String> jobs,
    BooleanSupplier stopping) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 250;

  /** Waits until the platform has recovered and returns the time since {@code since}. */
  Duration await(Instant since) throws InterruptedException {
    Optional<String> missing = missing(since);
    while (missing.isPresent()) {
      if (stopping.getAsBoolean()) {
        throw new PlatformException("the platform is being stopped");
      }
      if (Instant.now().isAfter(since.plus(PATIENCE))) {
        throw new PlatformException(
            "the platform must be back within %d s, was not: %s"
                .formatted(PATIENCE.toSeconds(), missing.get()));
      }
      Thread.sleep(POLL_MILLIS);
      missing = missing(since);
    }
    return Duration.between(since, Instant.now());
  }

  /** The first condition that does not hold; empty when the platform has recovered. */
  Optional<String> missing(Instant fault) {
    Instant since = fault.truncatedTo(ChronoUnit.MILLIS); // Flink reports times in milliseconds.
    List<RunningJob> living = flink.jobs().stream().filter(job -> !job.ended()).toList();
    return jobs.stream()
        .flatMap(name -> missing(name, living, since).stream())
        .findFirst()
        .or(this::missingService);
  }

  private Optional<String> missing(String name, List<RunningJob> living, Instant since) {
    List<RunningJob> named = living.stream().filter(job -> job.name().equals(name)).toList();
    if (named.size() != 1) {
      return Optional.of("job %s must run once, runs %d times".formatted(name, named.size()));
    }
    RunningJob job = named.get(0);
    if (!job.running()) {
      return Optional.of(
          "job %s must run with all tasks, is %s with %d of %d"
              .formatted(name, job.state(), job.runningTasks(), job.totalTasks()));
    }
    boolean progress =
        flink.checkpointTriggered(job.id()).filter(time -> !time.isBefore(since)).isPresent();
    return progress
        ? Optional.empty()
        : Optional.of("job %s must complete a checkpoint, has none since".formatted(name));
  }

  private Optional<String> missingService() {
    return services.get().stream()
        .filter(service -> service.state() != State.UP)
        .map(service -> "%s must be up, is %s".formatted(service.name(), service.state()))
        .findFirst();
  }
}
