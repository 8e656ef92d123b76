package io.bidlake.local.chaos;

import io.bidlake.local.chaos.Plan.Step;
import io.bidlake.local.chaos.Report.Outcome;
import io.bidlake.local.chaos.proxy.FaultyProxy;
import io.bidlake.local.chaos.proxy.Toxic;
import io.bidlake.local.cli.demo.CompleteTables;
import io.bidlake.local.cli.program.LakeProgram;
import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.cli.screen.ScreenProgress;
import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.FlinkRest;
import io.bidlake.local.flink.FlinkRest.StopOutcome;
import io.bidlake.local.flink.Job;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.Maintenance;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.platform.ServiceStatus.State;
import io.bidlake.local.process.ServerProcess;
import io.bidlake.local.service.GeneratorService;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.file.FilesUncheck;

/** A chaos run: starts a platform of its own, injects faults, and verifies the tables. */
public final class Chaos implements AutoCloseable {
  private static final List<PortSetting> PROXIED =
      List.of(PortSetting.ICEBERG_REST, PortSetting.S3);
  private static final Duration READ_PATIENCE = Duration.ofMinutes(15);
  private static final long POLL_MILLIS = 500;

  private final Plan plan;
  private final PlatformConfig config;
  private final Screen screen;
  private final PrintStream log;
  private final LocalPlatform platform;
  private final Map<PortSetting, FaultyProxy> proxies = new EnumMap<>(PortSetting.class);
  private final Stage stage;
  private final Recovery recovery;

  /**
   * Prepares a run, which {@link #run} starts.
   *
   * @param config with free ports and an empty state folder
   * @param load bid requests per second
   */
  public Chaos(long seed, int faults, double load, PlatformConfig config, Screen screen)
      throws InterruptedException {
    this.plan = Plan.of(seed, faults);
    this.config = config;
    this.screen = screen;
    config.state().create();
    this.log =
        new PrintStream(
            FilesUncheck.newOutputStream(config.state().log("chaos")),
            true,
            StandardCharsets.UTF_8);
    this.platform = new LocalPlatform(config, new ScreenProgress(Screen.plain(log)));
    List<Integer> free = Ports.freePorts(PROXIED.size());
    for (int i = 0; i < PROXIED.size(); i++) {
      PortSetting port = PROXIED.get(i);
      proxies.put(port, new FaultyProxy(free.get(i), config.ports().of(port)));
    }
    platform.prepareGenerator();
    this.stage = new Stage(platform, config, proxies, jobs(), load);
    this.recovery =
        new Recovery(
            platform::status,
            new FlinkRest(config.addresses().flink()),
            stage.jobs().stream().map(Job::name).toList(),
            platform::stopping);
  }

  /** All jobs; they connect to the catalog and S3 through the proxies. */
  private List<Job> jobs() {
    Map<PortSetting, Integer> ports = new EnumMap<>(config.ports().numbers());
    proxies.forEach((port, proxy) -> ports.put(port, proxy.port()));
    Addresses addresses = new Addresses(new Ports(ports), config.s3());
    Map<String, String> environment = System.getenv();
    List<Job> jobs = new ArrayList<>(Jobs.all(config, addresses, environment));
    jobs.add(Maintenance.job(config.installation(), addresses, environment));
    return jobs;
  }

  /** The faults of a seed, one line each. */
  public static List<String> plan(long seed, int faults) {
    List<String> lines = new ArrayList<>();
    for (Step step : Plan.of(seed, faults).steps()) {
      lines.add(
          "%3d  after %s  %s"
              .formatted(lines.size() + 1, Faults.seconds(step.pause()), step.fault().text()));
    }
    return lines;
  }

  /**
   * The settings of a generator that sends in real time, with some duplicate, late and poison
   * events.
   */
  static Map<String, String> sender(double load) {
    Map<String, String> settings = new HashMap<>();
    settings.put("EVENTS_PER_SECOND", Double.toString(load));
    settings.put("BACKFILL_HOURS", "0");
    settings.put("START", "");
    // A new seed for each start: with the same one, different events would get the same ids.
    settings.put("SEED", "");
    settings.put("DUPLICATE_RATE", "0.02");
    settings.put("LATE_RATE", "0.02");
    settings.put("POISON_RATE", "0.005");
    return settings;
  }

  /**
   * Runs all steps. Returns whether the tables match Kafka.
   *
   * @throws PlatformException if the platform does not recover from a fault
   */
  public boolean run() throws Exception {
    Victims.requireLimits();
    say("1. Starting the platform, state in " + config.state().root());
    platform.start();
    say(
        "2. Starting the jobs; sending two hours of past events, then "
            + stage.load()
            + " requests/s");
    sendPastEvents();
    platform.startGenerator(sender(stage.load()));
    recovery.await(Instant.now());
    say("3. %d faults".formatted(plan.steps().size()));
    List<Outcome> outcomes = new ArrayList<>();
    try {
      strike(outcomes);
    } finally {
      new Report(outcomes).lines().forEach(this::say);
    }
    recovery.await(Instant.now());
    say("4. Waiting until every event is read and every window that can end has ended");
    platform.stop(ServiceName.MOCK_DATA_GEN);
    Instant deadline = Instant.now().plus(READ_PATIENCE);
    new CompleteTables(platform, config, screen).await(() -> requireTime(deadline));
    say("5. Stopping the jobs, which commits what they hold");
    platform.stopJobs(recovery.jobs()).forEach(StopOutcome::requireSavepoint);
    say("6. Comparing Kafka with the lake, row by row");
    return LakeProgram.verify(config, List.of()).run() == 0;
  }

  private void sendPastEvents() throws InterruptedException {
    Map<String, String> settings = sender(stage.load() / 10);
    settings.put("BACKFILL_HOURS", "2");
    settings.put(GeneratorService.BACKFILL_ONLY, "true");
    platform.startWork(stage.jobs(), settings);
    while (platform.state(ServiceName.MOCK_DATA_GEN) == State.UP) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Injects all faults and adds the outcome of each. */
  private void strike(List<Outcome> outcomes) throws IOException, InterruptedException {
    for (Step step : plan.steps()) {
      Thread.sleep(step.pause().toMillis());
      if (platform.stopping()) {
        throw new PlatformException("the platform is being stopped");
      }
      Fault fault = step.fault();
      String what =
          "%4d  %s  %-72s"
              .formatted(
                  outcomes.size() + 1,
                  LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                  fault.text());
      log.println(what);
      screen.area(List.of(what));
      Instant begin = Instant.now();
      Duration took;
      try {
        fault.strike().at(stage);
        took = recovery.await(fault.ours() ? begin : Instant.now());
      } catch (PlatformException e) {
        throw new PlatformException(what.strip() + ": " + e.getMessage(), e);
      }
      screen.area(List.of());
      say("%s back in %6s".formatted(what, Faults.seconds(took)));
      outcomes.add(new Outcome(fault.kind(), took));
    }
  }

  private static void requireTime(Instant deadline) {
    if (Instant.now().isAfter(deadline)) {
      throw new PlatformException(
          "all must be read within %d s after the last event, was not"
              .formatted(READ_PATIENCE.toSeconds()));
    }
  }

  private void say(String line) {
    screen.line(line);
    log.println(line);
  }

  /** Whether the run has been asked to end. */
  public boolean stopping() {
    return platform.stopping();
  }

  /** Ends the run at any point: resumes frozen processes and stops all processes. */
  @Override
  public void close() {
    proxies.values().forEach(proxy -> proxy.set(Toxic.NONE));
    try {
      stage.victims().thawAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Optional<ServerProcess> sender = ServerProcess.find(Stage.SENDER, config.state());
    sender.ifPresent(ServerProcess::kill);
    platform.stop();
    proxies.values().forEach(FaultyProxy::close);
    log.close();
  }
}
