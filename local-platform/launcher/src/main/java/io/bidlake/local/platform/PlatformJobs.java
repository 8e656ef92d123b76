package io.bidlake.local.platform;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.FlinkJobs;
import io.bidlake.local.flink.FlinkRest;
import io.bidlake.local.flink.FlinkRest.StopOutcome;
import io.bidlake.local.flink.Job;
import io.bidlake.local.flink.RestorePoint;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.flink.WindowProgress;
import io.bidlake.local.process.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The jobs of a platform: starts them from their newest snapshots and stops them with another. */
final class PlatformJobs {
  private final PlatformConfig config;
  private final Progress progress;
  private final FlinkJobs flink;
  private final Map<String, Job> started = new ConcurrentHashMap<>();

  PlatformJobs(PlatformConfig config, Progress progress, FlinkJobs flink) {
    this.config = config;
    this.progress = progress;
    this.flink = flink;
  }

  RunningJob start(Job job) {
    long begin = System.nanoTime();
    Optional<Path> from = restorePoint(job.name()).newest();
    RunningJob running = flink.start(job, restorePoint(job.name()));
    started.put(job.name(), job);
    progress.jobUp(running, from, Duration.ofNanos(System.nanoTime() - begin));
    return running;
  }

  Optional<StopOutcome> stop(String name) {
    long begin = System.nanoTime();
    started.remove(name);
    Optional<StopOutcome> outcome = flink.stopWithSavepoint(name, restorePoint(name));
    outcome.ifPresent(
        it ->
            progress.jobStopped(
                name,
                it.succeeded() ? "savepoint kept" : "without a savepoint: " + it.problem(),
                Duration.ofNanos(System.nanoTime() - begin)));
    return outcome;
  }

  /** Stops all that run, at once. */
  void stopAll() {
    List<RunningJob> living = all().stream().filter(job -> !job.ended()).toList();
    Parallel.each(living, job -> stop(job.name()));
  }

  /** Starts again what ran, after the JobManager has forgotten it. */
  void startAgain(Executor executor) {
    Parallel.run(
        executor, started.values().stream().map(job -> (Runnable) () -> start(job)).toList());
  }

  List<RunningJob> all() {
    return rest().map(FlinkRest::jobs).orElse(List.of());
  }

  List<WindowProgress> windows() {
    return rest().stream()
        .flatMap(
            rest ->
                rest.jobs().stream()
                    .filter(job -> !job.ended())
                    .flatMap(job -> rest.windows(job.id()).stream()))
        .toList();
  }

  /** Our Flink; somebody else's on the same port is none of our business. */
  private Optional<FlinkRest> rest() {
    return ServerProcess.find(ServiceName.FLINK_JOBMANAGER.text(), config.state())
        .map(jobManager -> new FlinkRest(config.addresses().flink()));
  }

  private RestorePoint restorePoint(String job) {
    return new RestorePoint(config.state().data("flink"), job);
  }
}
