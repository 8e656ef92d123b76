package io.bidlake.local.cli;

import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.cli.screen.ScreenProgress;
import io.bidlake.local.cli.screen.StatusTable;
import io.bidlake.local.config.Jdk;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.Job;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.Maintenance;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.platform.PlatformLock;
import io.bidlake.local.platform.PublishedRun;
import io.bidlake.local.platform.ServiceStatus.State;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import io.bidlake.local.process.LogFollower;
import io.bidlake.local.process.ServerProcess;
import io.bidlake.local.service.GeneratorService;
import io.bidlake.local.trino.JdkSearch;
import io.bidlake.local.trino.TrinoFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts the platform with its jobs and the generator, and supervises it.")
final class UpCommand extends PlatformCommand {
  static final String SUPERVISOR = "supervisor";

  private static final String NO_TRINO = "--no-trino";
  private static final String SHORT_DETACH = "-d";
  private static final String DETACH = "--detach";
  private static final long REDRAW_MILLIS = 2000;

  @Option(
      names = {SHORT_DETACH, DETACH},
      description = "Returns when everything is up; `bidlake down` stops it.")
  private boolean detach;

  @Option(
      names = "--no-maintenance",
      description = "Leaves out the maintenance job; see `bidlake maintain`.")
  private boolean unmaintained;

  @Option(
      names = "--no-generator",
      description = "Leaves out the generator, for events of your own; see `bidlake import`.")
  private boolean withoutGenerator;

  @Option(
      names = "--no-jobs",
      description =
          "Starts no jobs: to repair tables, or to start jobs yourself with `bidlake flink run`.")
  private boolean withoutJobs;

  @Option(
      names = NO_TRINO,
      description =
          "Leaves out Trino, which is started if a JDK 24 or newer is found; see TRINO_JAVA_HOME.")
  private boolean withoutTrino;

  @Option(
      names = Ports.DEBUG_OPTION,
      paramLabel = "PORT",
      description = "Lets Flink's TaskManager listen for a debugger on this port of 127.0.0.1.")
  private String debugPort;

  @Override
  Ports ports() {
    return debugPort == null ? super.ports() : super.ports().withDebugger(debugPort);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PlatformConfig config = config();
    Screen screen = Screen.standard();
    refuseWhenRunning(config);
    config.installation().requireBuilt(modules());
    if (!withoutGenerator) {
      GeneratorService.requireSettings(config);
    }
    if (!withoutTrino) {
      config = withTrino(config, screen);
    }
    return detach ? startSupervisor(config, screen) : stay(config, screen);
  }

  /** Adds Trino if this machine can run it, and prints the reason if not. */
  private static PlatformConfig withTrino(PlatformConfig config, Screen screen)
      throws InterruptedException {
    try {
      Jdk jdk = JdkSearch.ofThisMachine().find();
      TrinoFiles files = TrinoFiles.of(config.installation());
      if (!files.complete()) {
        screen.line(
            "Fetching Trino %s: Maven downloads %s, only once ..."
                .formatted(files.version(), TrinoFiles.DOWNLOAD));
        config.state().create(); // The log of the download is written there.
        files.fetch("mvn", config.state().log("trino-fetch"));
      }
      return config.withTrino(jdk);
    } catch (PlatformException e) {
      screen.line("Trino is not started: " + e.getMessage());
      return config;
    }
  }

  private int stay(PlatformConfig config, Screen screen) throws InterruptedException {
    long begin = System.nanoTime();
    LocalPlatform platform = new LocalPlatform(config, new ScreenProgress(screen));
    StopOnExit stop = StopOnExit.of(platform, screen);
    screen.line("Starting the platform, state in " + config.state().root());
    try {
      platform.start();
      if (withoutGenerator) {
        platform.startWork(jobs(platform));
      } else {
        platform.prepareGenerator();
        platform.startWork(jobs(platform), Map.of());
      }
    } catch (PlatformException e) {
      if (stop.asked()) {
        return 1; // Interrupted by Ctrl-C, which is not a failure.
      }
      throw e;
    }
    new PublishedRun(config.state()).markReady();
    screen.line(
        "Up in %s. Flink Web UI: %s"
            .formatted(ScreenProgress.seconds(begin), config.addresses().flink()));
    if (platform.state(ServiceName.TRINO) == State.UP) {
      screen.line(
          "Trino: %s (%s)"
              .formatted(config.addresses().uri(PortSetting.TRINO), config.trino().orElseThrow()));
    }
    if (config.ports().debugger().isPresent()) {
      screen.line("Debugger: attach to the TaskManager at " + config.addresses().debugger());
    }
    screen.line(
        Boolean.getBoolean("bidlake.detached") ? "Stop it with: bidlake down" : "Ctrl-C stops it.");
    watch(platform, screen);
    return 0;
  }

  /** Runs the same command in a separate process, and shows its log until everything is up. */
  private int startSupervisor(PlatformConfig config, Screen screen)
      throws IOException, InterruptedException {
    config.state().create();
    PublishedRun published = new PublishedRun(config.state());
    published.clear(); // A killed supervisor may have left its information behind.
    LogFollower log = LogFollower.fromEnd(config.state().log(SUPERVISOR));
    List<String> options =
        JvmOptions.with(
            JvmOptions.quiet("-Xmx192m"),
            "-Dbidlake.detached=true",
            "-Dbidlake.home=" + config.installation().root());
    JavaCommand command =
        JavaCommand.main(System.getProperty("java.class.path"), Bidlake.class.getName(), options)
            .withArguments(asArguments(config));
    ServerProcess supervisor = ServerProcess.startOnItsOwn(SUPERVISOR, command, config.state());
    log.copyWhile(() -> supervisor.alive() && !published.ready(), screen.stream());
    return supervisor.alive() ? 0 : 1;
  }

  List<String> asArguments(PlatformConfig config) {
    List<String> arguments = new ArrayList<>(givenArguments());
    arguments.removeIf(given -> given.equals(SHORT_DETACH) || given.startsWith(DETACH));
    if (config.trino().isEmpty() && !withoutTrino) {
      arguments.add(NO_TRINO); // The supervisor need not search and report again.
    }
    return arguments;
  }

  private List<String> modules() {
    List<String> modules = new ArrayList<>(Jobs.modules());
    if (!unmaintained) {
      modules.add(Maintenance.MODULE);
    }
    return modules;
  }

  private List<Job> jobs(LocalPlatform platform) {
    if (withoutJobs) {
      return List.of();
    }
    List<Job> jobs = new ArrayList<>(platform.jobs());
    if (!unmaintained) {
      jobs.add(platform.maintenance());
    }
    return jobs;
  }

  private static void refuseWhenRunning(PlatformConfig config) {
    OptionalLong up = PlatformLock.holder(config.state());
    if (up.isPresent()) {
      throw new PlatformException(
          "Bidlake is already running (pid " + up.getAsLong() + "); see bidlake status");
    }
    OptionalLong demo = PlatformLock.holder(config.state().demo());
    if (demo.isPresent()) {
      throw new PlatformException(
          "a demo is running (pid " + demo.getAsLong() + "); stop it with bidlake down");
    }
  }

  private static void watch(LocalPlatform platform, Screen screen) throws InterruptedException {
    while (!platform.stopping()) {
      if (screen.terminal()) {
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(StatusTable.of(platform).lines());
        if (!platform.stopping()) {
          screen.area(lines);
        }
      }
      Thread.sleep(REDRAW_MILLIS);
    }
  }
}
