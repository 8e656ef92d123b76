package io.bidlake.local.platform;

import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.FlinkJobs;
import io.bidlake.local.flink.FlinkRest.StopOutcome;
import io.bidlake.local.flink.Job;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.Maintenance;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.flink.WindowProgress;
import io.bidlake.local.platform.ServiceStatus.State;
import io.bidlake.local.process.ServerProcess;
import io.bidlake.local.service.GeneratorService;
import io.bidlake.local.service.GeoDatabase;
import io.bidlake.local.service.JobReading;
import io.bidlake.local.service.KafkaOffsets;
import io.bidlake.local.service.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * The whole platform as processes on this machine: Kafka, schema registry, S3, Iceberg catalog and
 * a Flink cluster with its jobs. Servers that exit are restarted, and the jobs resume from their
 * latest checkpoint. The state folder persists across starts.
 */
public final class LocalPlatform implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** As long as Flink's heartbeats may be missing; longer than pauses of garbage collection. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

  private static final Duration GLANCE = Duration.ofSeconds(2);

  private static final Set<ServiceName> FLINK =
      Set.of(ServiceName.FLINK_JOBMANAGER, ServiceName.FLINK_TASKMANAGER);

  private final PlatformConfig config;
  private final Progress progress;
  private final Services services;
  private final PlatformJobs jobs;
  private final ExecutorService executor = Executors.newCachedThreadPool(LocalPlatform::daemon);
  private final Map<ServiceName, SupervisedService> supervised = new ConcurrentHashMap<>();
  private final Object lifecycle = new Object();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private PlatformLock lock;
  private KafkaOffsets offsets;

  public LocalPlatform(PlatformConfig config, Progress progress) {
    this.config = config;
    this.progress = progress;
    this.services = Services.of(config);
    this.jobs = new PlatformJobs(config, progress, new FlinkJobs(config, services.flink()));
    services.servers().forEach(server -> supervised.put(server.name(), supervise(server)));
    supervised.put(ServiceName.MOCK_DATA_GEN, supervise(new GeneratorService(config, Map.of())));
  }

  private SupervisedService supervise(Service service) {
    Runnable afterRestart =
        service.name() == ServiceName.FLINK_JOBMANAGER ? this::resubmit : () -> {};
    return new SupervisedService(
        service, config, progress, executor, LONGEST_SILENCE, afterRestart);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "bidlake");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts all servers in parallel and returns when all are ready; on a failure all are stopped.
   */
  public void start() {
    config.state().create();
    try {
      synchronized (lifecycle) {
        startServers();
      }
    } catch (IOException e) {
      stop();
      throw new PlatformException("cannot write the configuration: " + e, e);
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  private void startServers() throws IOException {
    lock = PlatformLock.acquire(config.state());
    published().clear();
    stopLeftovers(config, progress);
    Services.requireFreePorts(config);
    config.ports().warnings().forEach(progress::note);
    published().publish(config);
    config.state().clearScratch();
    services.flink().writeConfiguration(services.rpcPort());
    List<Runnable> starts = new ArrayList<>();
    services.started(config).forEach(server -> starts.add(() -> start(server.name())));
    Parallel.run(executor, starts);
  }

  private void start(ServiceName name) {
    try {
      service(name).start();
    } catch (PlatformException e) {
      // Nothing depends on Trino: the platform starts without it.
      if (name != ServiceName.TRINO || stopping()) {
        throw e;
      }
      progress.failed(name.text(), "is not started: " + e.getMessage());
      stop(name);
    }
  }

  /** Stops processes of this state folder that a killed supervisor left running. */
  public static void stopLeftovers(PlatformConfig config, Progress progress) {
    boolean any = false;
    for (ServiceName name : ServiceName.values()) {
      any |= ServerProcess.find(name.text(), config.state()).isPresent();
    }
    if (any) {
      progress.note("Stopping processes that an earlier run left behind ...");
      new LocalPlatform(new PublishedRun(config.state()).applyTo(config), progress)
          .stopEverything();
    }
  }

  private PublishedRun published() {
    return new PublishedRun(config.state());
  }

  public Addresses addresses() {
    return config.addresses();
  }

  /** Whether the platform has been asked to stop. */
  public boolean stopping() {
    return stopping.get();
  }

  /**
   * Writes what the jobs need to know of the generator, which must be there before {@link #jobs}.
   */
  public void prepareGenerator() throws InterruptedException {
    GeoDatabase.write(config);
  }

  /**
   * Starts these jobs and the generator in parallel; returns when all of them run, except jobs that
   * {@link #jobProblems} names. Those are retried in the background where a retry may succeed.
   */
  public void startWork(List<Job> jobs, Map<String, String> generatorEnvironment) {
    startWork(jobs, List.of(() -> startGenerator(generatorEnvironment)));
  }

  /** Starts these jobs without the generator, for events from another source. */
  public void startWork(List<Job> jobs) {
    startWork(jobs, List.<Runnable>of());
  }

  private void startWork(List<Job> jobs, List<Runnable> beside) {
    published().publishJobs(jobs.stream().map(Job::name).toList());
    List<Runnable> starts = new ArrayList<>(beside);
    starts.add(() -> this.jobs.keep(jobs, executor));
    Parallel.run(executor, starts);
    if (stopping()) {
      throw new PlatformException("the platform is being stopped");
    }
  }

  /**
   * The jobs that read events, started or not, with settings from the environment of this process.
   */
  public List<Job> jobs() {
    return Jobs.all(config, addresses(), System.getenv());
  }

  /** The job that maintains the tables, with settings from the environment of this process. */
  public Job maintenance() {
    return Maintenance.job(config.installation(), addresses(), System.getenv());
  }

  /**
   * Starts the job from its newest snapshot, or without state if there is none, and returns when
   * all its tasks run.
   */
  public RunningJob startJob(Job job) {
    return jobs.start(job);
  }

  /**
   * Stops the job with a savepoint, so that everything it has read is committed; empty if it is not
   * running.
   */
  public Optional<StopOutcome> stopJob(String name) {
    return jobs.stop(name);
  }

  /**
   * Stops the jobs in parallel, each like {@link #stopJob}, and returns the outcomes by job name.
   */
  public Map<String, Optional<StopOutcome>> stopJobs(List<String> names) {
    Map<String, Optional<StopOutcome>> outcomes = new ConcurrentHashMap<>();
    Parallel.each(names, name -> outcomes.put(name, stopJob(name)));
    return outcomes;
  }

  /** Starts the generator; settings in {@code environment} override those of this process. */
  public void startGenerator(Map<String, String> environment) {
    SupervisedService generator = supervise(new GeneratorService(config, environment));
    supervised.put(ServiceName.MOCK_DATA_GEN, generator);
    generator.start();
  }

  public State state(ServiceName name) {
    return service(name).state();
  }

  /** Kills a service like {@code kill -9}; the supervisor restarts it. */
  public void kill(ServiceName name) {
    service(name).kill();
  }

  /** Stops a service gracefully and starts it again. */
  public void restart(ServiceName name) {
    service(name).stop(GRACE);
    service(name).start();
  }

  /** Stops a service gracefully. */
  public void stop(ServiceName name) {
    service(name).stop(GRACE);
  }

  /** Waits while a service is starting or restarting, for example after a {@link #kill}. */
  public void await(ServiceName name) throws InterruptedException {
    service(name).await();
  }

  private SupervisedService service(ServiceName name) {
    return supervised.get(name);
  }

  /**
   * The status of the services, from pid files and health checks; also of a platform that another
   * process supervises.
   */
  public List<ServiceStatus> status() {
    List<Service> all = new ArrayList<>(services.started(config));
    all.add(new GeneratorService(config, Map.of()));
    return all.stream().map(service -> ServiceStatus.of(service, config)).toList();
  }

  /** The jobs that this platform's Flink reports; another Flink on the same port is ignored. */
  public List<RunningJob> runningJobs() {
    return jobs.all();
  }

  /** Why jobs do not run, by job name; without jobs that have never failed. */
  public Map<String, String> jobProblems() {
    return jobs.problems();
  }

  /** How far the jobs have read their topics; empty while Kafka does not answer. */
  public synchronized List<JobReading> readings() {
    if (ServerProcess.find(ServiceName.KAFKA.text(), config.state()).isEmpty()) {
      return List.of();
    }
    try {
      if (offsets == null) {
        offsets = new KafkaOffsets(addresses().kafka(), GLANCE);
      }
      return Jobs.inputs().entrySet().stream()
          .map(job -> JobReading.of(job.getKey(), job.getValue(), offsets))
          .toList();
    } catch (PlatformException e) {
      return List.of();
    }
  }

  /** The event time progress of the running jobs' windows. */
  public List<WindowProgress> windows() {
    return jobs.windows();
  }

  /**
   * Stops what this platform started: the generator, each job with a savepoint, Flink, then the
   * other servers. A platform that was never started stops nothing, even if another one runs in its
   * state folder.
   */
  public void stop() {
    if (!stopping.compareAndSet(false, true)) {
      return;
    }
    Parallel.end(executor); // A start in progress fails because of this, and returns.
    synchronized (lifecycle) {
      if (lock != null) {
        stopEverything();
        lock.close();
      }
    }
  }

  private void stopEverything() {
    service(ServiceName.MOCK_DATA_GEN).stop(GRACE);
    jobs.stopAll();
    stopAll(FLINK::contains);
    stopAll(name -> !FLINK.contains(name));
    published().clear();
  }

  private void stopAll(Predicate<ServiceName> which) {
    Parallel.each(Arrays.stream(ServiceName.values()).filter(which).toList(), name -> stop(name));
  }

  @Override
  public void close() {
    stop();
  }

  /**
   * A session cluster loses its jobs when the JobManager restarts; they resume from their
   * checkpoints.
   */
  private void resubmit() {
    try {
      await(ServiceName.FLINK_TASKMANAGER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (!stopping()) {
      jobs.startAgain(executor);
    }
  }
}
