package io.bidlake.local.platform;

import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.FlinkJobs;
import io.bidlake.local.flink.FlinkRest.StopOutcome;
import io.bidlake.local.flink.IdleAfter;
import io.bidlake.local.flink.Job;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.Maintenance;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.flink.WindowProgress;
import io.bidlake.local.platform.ServiceStatus.State;
import io.bidlake.local.process.ServerProcess;
import io.bidlake.local.service.GeneratorService;
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
 * The whole platform as processes of this machine: Kafka, schema registry, S3, Iceberg catalog and
 * a Flink cluster with its jobs. Servers that die are started again, and the jobs go on from their
 * last checkpoint. State stays in the configured folder from one start to the next.
 */
public final class LocalPlatform implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** As long as the parts of Flink wait for each other; garbage collection takes less. */
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

  /** Starts all servers at once and returns when every one serves; on a failure none stays. */
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
      // Nothing stands on Trino: the rest goes on without it.
      if (name != ServiceName.TRINO || stopping()) {
        throw e;
      }
      progress.died(name, "is left out: " + e.getMessage());
      stop(name);
    }
  }

  /** Stops what a supervisor that was killed has left running in this folder. */
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

  /** Whether somebody has asked the platform to stop. */
  public boolean stopping() {
    return stopping.get();
  }

  /**
   * Starts these jobs and the generator beside them; returns when all of it runs but jobs that
   * {@link #jobProblems} names. Those are tried again by themselves where that may help.
   */
  public void startWork(List<Job> jobs, Map<String, String> generatorEnvironment) {
    startWork(jobs, List.of(() -> startGenerator(generatorEnvironment)));
  }

  /** The same without a generator, for events that come from elsewhere. */
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

  /** The jobs that read events, with the settings of our environment, be they started or not. */
  public List<Job> jobs() {
    return Jobs.all(config.installation(), addresses(), IdleAfter.of(System.getenv()));
  }

  /** The job that maintains the tables, with the settings of our environment. */
  public Job maintenance() {
    return Maintenance.job(config.installation(), addresses(), System.getenv());
  }

  /**
   * Starts the job from its newest snapshot, or afresh where there is none, and returns when all
   * its tasks run.
   */
  public RunningJob startJob(Job job) {
    return jobs.start(job);
  }

  /** Stops the job with all it has read committed; empty when it does not run. */
  public Optional<StopOutcome> stopJob(String name) {
    return jobs.stop(name);
  }

  /** Stops all jobs at once, each as {@link #stopJob} does; the outcomes by name. */
  public Map<String, Optional<StopOutcome>> stopJobs(List<String> names) {
    Map<String, Optional<StopOutcome>> outcomes = new ConcurrentHashMap<>();
    Parallel.each(names, name -> outcomes.put(name, stopJob(name)));
    return outcomes;
  }

  /** Starts the generator; settings in {@code environment} win over those of this process. */
  public void startGenerator(Map<String, String> environment) {
    SupervisedService generator = supervise(new GeneratorService(config, environment));
    supervised.put(ServiceName.MOCK_DATA_GEN, generator);
    generator.start();
  }

  public State state(ServiceName name) {
    return service(name).state();
  }

  /** Ends a service as {@code kill -9} does; it is started again by itself. */
  public void kill(ServiceName name) {
    service(name).kill();
  }

  /** Stops a service in good order and starts it again. */
  public void restart(ServiceName name) {
    service(name).stop(GRACE);
    service(name).start();
  }

  /** Stops a service in good order. */
  public void stop(ServiceName name) {
    service(name).stop(GRACE);
  }

  /** Waits while a service is being started, after a {@link #kill} for example. */
  public void await(ServiceName name) throws InterruptedException {
    service(name).await();
  }

  private SupervisedService service(ServiceName name) {
    return supervised.get(name);
  }

  /** What runs, found by pid files and by asking; works for a platform of another process too. */
  public List<ServiceStatus> status() {
    List<Service> all = new ArrayList<>(services.started(config));
    all.add(new GeneratorService(config, Map.of()));
    return all.stream().map(service -> ServiceStatus.of(service, config)).toList();
  }

  /**
   * The jobs as our Flink reports them; somebody else's on the same port is none of our business.
   */
  public List<RunningJob> runningJobs() {
    return jobs.all();
  }

  /** Why jobs do not run, by their names; one that has never failed is not among them. */
  public Map<String, String> jobProblems() {
    return jobs.problems();
  }

  /** How far the jobs have read what is in Kafka; nothing while that does not answer. */
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

  /** How far the windows of the running jobs have come in event time. */
  public List<WindowProgress> windows() {
    return jobs.windows();
  }

  /**
   * Stops everything that this platform started: generator, jobs with a savepoint each, Flink, then
   * the other servers. One that never started stops nothing, whoever else runs in its folder.
   */
  public void stop() {
    if (!stopping.compareAndSet(false, true)) {
      return;
    }
    Parallel.end(executor); // A start that is under way fails by this and leaves.
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

  /** A session cluster forgets its jobs with its JobManager; they go on from their checkpoints. */
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
