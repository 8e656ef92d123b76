package io.bidlake.local.platform;

import static java.util.stream.Collectors.toSet;

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
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The jobs of a platform: starts each from its newest snapshot and stops it with a savepoint. A
 * failure of one job does not affect the others.
 */
final class PlatformJobs {
  private final PlatformConfig config;
  private final Progress progress;
  private final FlinkJobs flink;
  private final Map<String, KeptJob> kept = new ConcurrentHashMap<>();
  private final Map<String, String> problems = new TreeMap<>();

  PlatformJobs(PlatformConfig config, Progress progress, FlinkJobs flink) {
    this.config = config;
    this.progress = progress;
    this.flink = flink;
  }

  RunningJob start(Job job) {
    KeptJob starting = kept(job);
    RunningJob running = starting.start();
    kept.put(job.name(), starting);
    return running;
  }

  /**
   * Starts the jobs, and returns when each runs or has failed once; failed ones are retried in the
   * background.
   */
  void keep(List<Job> jobs, Executor executor) {
    jobs.forEach(job -> kept.put(job.name(), kept(job)));
    startAgain(executor);
  }

  /** Restarts all jobs that should run, after a restart of the JobManager has lost them. */
  void startAgain(Executor executor) {
    CompletableFuture<?>[] tried =
        kept.values().stream().map(job -> job.keep(executor)).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(tried).join();
  }

  private KeptJob kept(Job job) {
    String name = job.name();
    return new KeptJob(job, restorePoint(name), flink, progress, problem -> publish(name, problem));
  }

  private synchronized void publish(String job, String problem) {
    problems.compute(job, (name, before) -> problem);
    new PublishedRun(config.state()).publishProblems(problems);
  }

  Optional<StopOutcome> stop(String name) {
    long begin = System.nanoTime();
    Optional.ofNullable(kept.remove(name)).ifPresent(KeptJob::end);
    publish(name, null);
    Optional<StopOutcome> outcome = flink.stopWithSavepoint(name, restorePoint(name));
    outcome.ifPresent(
        it ->
            progress.done(
                name,
                Duration.ofNanos(System.nanoTime() - begin),
                "stopped, "
                    + (it.succeeded()
                        ? "savepoint kept"
                        : "without a savepoint: " + it.problem())));
    return outcome;
  }

  /** Stops all running jobs in parallel. */
  void stopAll() {
    List<RunningJob> living = all().stream().filter(job -> !job.ended()).toList();
    Parallel.each(living, job -> stop(job.name()));
  }

  List<RunningJob> all() {
    return rest().map(FlinkRest::jobs).orElse(List.of());
  }

  /** Why jobs do not run: the published problems, and the failures that Flink reports. */
  Map<String, String> problems() {
    Map<String, String> all = new TreeMap<>(new PublishedRun(config.state()).problems());
    List<RunningJob> known = all();
    Set<String> running =
        known.stream().filter(RunningJob::running).map(RunningJob::name).collect(toSet());
    all.keySet().removeAll(running);
    known.stream()
        .filter(job -> !running.contains(job.name()))
        .sorted(Comparator.comparing(RunningJob::started).reversed())
        .forEach(
            job ->
                rest()
                    .flatMap(rest -> rest.failure(job.id()))
                    .ifPresent(text -> all.putIfAbsent(job.name(), text)));
    return all;
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

  /** This platform's Flink; another Flink on the same port is ignored. */
  private Optional<FlinkRest> rest() {
    return ServerProcess.find(ServiceName.FLINK_JOBMANAGER.text(), config.state())
        .map(jobManager -> new FlinkRest(config.addresses().flink()));
  }

  private RestorePoint restorePoint(String job) {
    return new RestorePoint(config.state().data("flink"), job);
  }
}
